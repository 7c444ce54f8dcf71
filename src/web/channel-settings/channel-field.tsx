import { TextAreaField, TextField } from "../controls/field.tsx";
import { limits } from "../../protocol/limits.ts";
import type { ConnectField } from "./connect-fields.ts";

interface ChannelFieldProps {
  field: ConnectField;
  error: string | undefined;
  initial?: string;
}

export function ChannelField({ field, error, initial = "" }: ChannelFieldProps) {
  const { name, label, hint, type, isOptional = false } = field;
  const alike = { name, label, hint, error, defaultValue: initial, autoComplete: "off" };
  if (type === "area") return <TextAreaField {...alike} dir="auto" maxLength={limits.signatureLength} />;
  return (
    <TextField
      {...alike}
      type={type}
      aria-required={!isOptional}
      dir={name === "name" ? "auto" : "ltr"}
      spellCheck={false}
      // Some password managers fill any field of that type.
      {...(type === "password" ? { autoComplete: "new-password" } : {})}
    />
  );
}
