import { FileText, Film, Image, type LucideIcon, Mic, Music, RotateCw, Sticker, X } from "lucide-react";
import type { Attachment } from "../../protocol/records.ts";
import { limits } from "../../protocol/limits.ts";
import { IconButton } from "../controls/icon-button.tsx";
import { files as words } from "../messages/en/files.ts";
import { messageTypes } from "../messages/en/message-types.ts";
import { t } from "../messages/t.ts";
import { fileSize } from "./file-size.ts";
import type { ReplyFile, ReplyFiles } from "./reply-files.ts";
import "./file-tray.css";

const icons: Readonly<Record<Attachment["type"], LucideIcon>> = {
  image: Image,
  audio: Music,
  voice: Mic,
  video: Film,
  document: FileText,
  sticker: Sticker,
};

/** What will go with the reply, and how far each file has come. */
export function FileTray({ files, items }: { files: ReplyFiles; items: readonly ReplyFile[] }) {
  if (items.length === 0) return null;
  return (
    <ul className="file-tray" aria-label={t(words.chosen)}>
      {items.map((file) => (
        <TrayFile key={file.id} file={file} retry={() => files.retry(file.id)} remove={() => files.remove(file.id)} />
      ))}
    </ul>
  );
}

function TrayFile({ file, retry, remove }: { file: ReplyFile; retry: () => void; remove: () => void }) {
  const { kind, preview, state } = file;
  const Icon = icons[kind];
  const name = file.name === "" || kind === "voice" ? t(messageTypes[kind]) : file.name;
  const isWrong = state.state === "failed" || state.state === "refused";
  const sound = !isWrong && (kind === "voice" || kind === "audio") ? preview : null;
  return (
    <li className={`tray-file ${isWrong ? "tray-file-wrong" : ""} ${sound === null ? "" : "tray-file-sound"}`}>
      {preview === null || (kind !== "image" && kind !== "sticker") ? (
        <span className="tray-icon">
          <Icon size={20} aria-hidden />
        </span>
      ) : (
        <img className="tray-picture" src={preview} alt="" />
      )}
      <div className="tray-text">
        <p className="tray-name">
          <bdi>{name}</bdi>
        </p>
        {isWrong ? (
          <p className="tray-about" role="alert">
            {whyNot(file)}
          </p>
        ) : (
          <p className="tray-about">{about(file)}</p>
        )}
        {sound === null ? null : (
          // oxlint-disable-next-line jsx-a11y/media-has-caption -- a recording has no captions
          <audio className="tray-sound" src={sound} controls preload="metadata" aria-label={name} />
        )}
        {state.state === "uploading" ? (
          <progress className="tray-progress" value={state.fraction} aria-label={t(words.uploading, { name })} />
        ) : null}
      </div>
      {state.state === "failed" ? (
        <IconButton label={t(words.tryAgain)} onClick={retry}>
          <RotateCw size={16} aria-hidden />
        </IconButton>
      ) : null}
      <IconButton label={t(words.remove, { name })} onClick={remove}>
        <X size={16} aria-hidden />
      </IconButton>
    </li>
  );
}

function about({ sizeBytes, asDocument }: ReplyFile): string {
  const size = fileSize(sizeBytes);
  return asDocument ? t(words.asDocument, { size }) : size;
}

function whyNot({ state, sizeBytes }: ReplyFile): string {
  if (state.state === "failed") return state.message ?? t(words.brokenOff);
  if (state.state !== "refused") return "";
  switch (state.why.why) {
    case "empty":
      return t(words.empty);
    case "not_taken":
      return t(words.notTaken);
    case "too_many":
      return t(words.tooMany, { most: limits.attachmentsPerMessage });
    case "too_large":
      return t(words.tooLarge, { size: fileSize(sizeBytes), most: fileSize(state.why.mostBytes) });
  }
}
