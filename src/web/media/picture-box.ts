/** The room that a picture has in the thread, in CSS pixels. */
export const pictureBox = { width: 280, height: 320 } as const;
/** Of one whose size nobody told, and of a film. */
const unknownBox = { width: 280, height: 210 } as const;
/** Narrower or lower, its button could not be hit. */
const leastPx = 64;

/** The size at which a picture is shown: known before it has come, so that nothing moves when it does. */
export function boxOf({ width, height }: { width?: number | undefined; height?: number | undefined }): {
  width: number;
  height: number;
} {
  if (width === undefined || height === undefined) return unknownBox;
  const scale = Math.min(1, pictureBox.width / width, pictureBox.height / height);
  return { width: Math.max(leastPx, Math.round(width * scale)), height: Math.max(leastPx, Math.round(height * scale)) };
}
