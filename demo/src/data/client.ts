import type { ImageSet } from './imageSet.ts';

export declare class DataLoader {
  loadMnist(options: {
    onProgress?: (share: number) => void;
    signal?: AbortSignal;
  }): Promise<ImageSet>;
  dispose(): void;
}
