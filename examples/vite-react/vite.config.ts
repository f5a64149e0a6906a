import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// webgpu-vae needs no option: Vite finds its worker by itself.
export default defineConfig({ plugins: [react()] });
