import { TextAreaField, TextField } from "../controls/field.tsx";
import { choices as words } from "../messages/en/choices.ts";
import { t } from "../messages/t.ts";
import type { Problem } from "./built-choices.ts";

interface CountedFieldProps {
  label: string;
  value: string;
  limit: number;
  /** Told once somebody has tried to send. */
  problem: Problem | undefined;
  change: (value: string) => void;
  isLong?: boolean;
}

/** A text that says how much of its room is taken. */
export function CountedField({ label, value, limit, problem, change, isLong = false }: CountedFieldProps) {
  const count = value.trim().length;
  const isOver = count > limit;
  const given = {
    label,
    value,
    dir: "auto",
    autoComplete: "off",
    hint: t(words.count, { count, limit }),
    error: problem?.why === "empty" ? t(words.fill) : isOver ? t(words.tooLong, { count, limit }) : undefined,
  } as const;
  return isLong ? (
    <TextAreaField {...given} rows={3} onChange={({ target }) => change(target.value)} />
  ) : (
    <TextField {...given} onChange={({ target }) => change(target.value)} />
  );
}
