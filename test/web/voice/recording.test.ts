import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { record } from "../../../src/web/voice/recording.ts";
import type { VoicePlan } from "../../../src/web/voice/voice-plan.ts";

/** Resolves when the test says that the recording is converted. */
const converting = vi.hoisted(() => ({ done: () => undefined as void }));
vi.mock("../../../src/web/voice/voice-file.ts", () => ({
  convertedVoice: (recorded: Blob) =>
    new Promise<Blob>((resolve) => {
      converting.done = () => resolve(recorded);
    }),
}));

const plan: VoicePlan = { records: "audio/webm;codecs=opus", sends: "ogg", isConverted: true, maxMs: 60_000 };
const track = { stop: vi.fn<() => void>() };

class FakeRecorder {
  static fails = false;
  state = "inactive";
  ondataavailable?: (event: { data: Blob }) => void;
  onstop?: () => void;
  start(): void {
    if (FakeRecorder.fails) throw new DOMException("", "NotSupportedError");
    this.state = "recording";
  }
  stop(): void {
    this.state = "inactive";
    this.ondataavailable?.({ data: new Blob(["said"]) });
    this.onstop?.();
  }
}

class FakeAudio {
  createAnalyser = () => ({ fftSize: 32 });
  createMediaStreamSource = () => ({ connect: () => undefined });
  close = async () => undefined;
}

beforeEach(() => {
  FakeRecorder.fails = false;
  track.stop.mockClear();
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia: async () => ({ getTracks: () => [track] }) } });
  vi.stubGlobal("MediaRecorder", FakeRecorder);
  vi.stubGlobal("AudioContext", FakeAudio);
});
afterEach(() => vi.unstubAllGlobals());

it("D6 a voice message ends with the microphone off, and is a file", async () => {
  const recording = await record({ ...plan, isConverted: false });
  recording.stop();
  expect(track.stop).toHaveBeenCalledOnce();
  expect(await (await recording.file)?.text()).toBe("said");
});

it("D6 the microphone is off again when nothing can be recorded", async () => {
  FakeRecorder.fails = true;
  await expect(record(plan)).rejects.toThrow(DOMException);
  expect(track.stop).toHaveBeenCalledOnce();
});

it("D6 what is discarded while it is being converted is in no reply", async () => {
  const recording = await record(plan);
  const begun = converting.done;
  recording.stop();
  await vi.waitFor(() => expect(converting.done).not.toBe(begun));
  recording.discard();
  converting.done();
  expect(await recording.file).toBeNull();
});
