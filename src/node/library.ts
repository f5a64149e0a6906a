/**
 * True if the dynamic linker of this process finds a shared library by its name. Node has no
 * `dlopen` for plain libraries. Loading one as an addon always fails, but the error message shows
 * whether the library was found.
 */
export function libraryReachable(name: string): boolean {
  try {
    process.dlopen({ exports: {} }, name);
  } catch (error) {
    return error instanceof Error && error.message.includes('did not self-register');
  }
  return true;
}

/** Only Linux needs the Vulkan loader; Dawn uses Metal and Direct3D elsewhere. */
export function vulkanReachable(): boolean {
  return process.platform !== 'linux' || libraryReachable('libvulkan.so.1');
}
