/** The ES module build, since the package's main entry has CommonJS syntax in an ES package. */
declare module 'wgsl_reflect/wgsl_reflect.module.js' {
  export * from 'wgsl_reflect';
}
