/**
 * Whether the dynamic linker of this process finds a shared library by its name. Node has no `dlopen` for plain
 * libraries; loading one as an addon fails either way, and the message says how far it came.
 */
export function libraryReachable(name: string): boolean {
  try {
    process.dlopen({ exports: {} }, name);
  } catch (error) {
    return error instanceof Error && error.message.includes('did not self-register');
  }
  return true;
}

/** The Vulkan loader counts on Linux alone; Dawn uses Metal and Direct3D elsewhere. */
export function vulkanReachable(): boolean {
  return process.platform !== 'linux' || libraryReachable('libvulkan.so.1');
}
