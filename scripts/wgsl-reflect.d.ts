/** The ES module build: the package's main entry is CommonJS syntax in an ES package. */
declare module 'wgsl_reflect/wgsl_reflect.module.js' {
  export * from 'wgsl_reflect';
}
