import { Plus, X } from "lucide-react";
import { limits } from "../../protocol/limits.ts";
import { Button } from "../controls/button.tsx";
import { IconButton } from "../controls/icon-button.tsx";
import { choices as words } from "../messages/en/choices.ts";
import { t } from "../messages/t.ts";
import {
  type BuiltChoice,
  type BuiltSection,
  emptyChoice,
  emptySection,
  type Problem,
  rowCount,
} from "./built-choices.ts";
import type { ChoiceFieldsProps } from "./button-fields.tsx";
import { CountedField } from "./counted-field.tsx";

/** A list behind a button: rows, in sections where there are many. */
export function ListFields({ built, problems, change }: ChoiceFieldsProps) {
  const { opener, sections } = built;
  const isFull = rowCount(built) >= limits.listRows;
  const replace = (id: string, next: BuiltSection | null) =>
    change({ sections: sections.flatMap((one) => (one.id === id ? (next ?? []) : one)) });
  return (
    <>
      <CountedField
        label={t(words.opener)}
        value={opener}
        limit={limits.buttonTitleLength}
        problem={problems.get("opener")}
        change={(next) => change({ opener: next })}
      />
      {sections.map((section, place) => (
        <SectionFields
          key={section.id}
          section={section}
          place={place}
          isOnly={sections.length === 1}
          isFull={isFull}
          problems={problems}
          change={(next) => replace(section.id, next)}
        />
      ))}
      <div className="choices-more">
        {isFull ? (
          <p className="field-hint">{t(words.full, { most: limits.listRows })}</p>
        ) : (
          <Button look="quiet" onClick={() => change({ sections: [...sections, emptySection()] })}>
            <Plus size={16} aria-hidden />
            {t(words.addSection)}
          </Button>
        )}
      </div>
    </>
  );
}

interface SectionFieldsProps {
  section: BuiltSection;
  place: number;
  isOnly: boolean;
  isFull: boolean;
  problems: ReadonlyMap<string, Problem>;
  /** null removes it. */
  change: (next: BuiltSection | null) => void;
}

function SectionFields({ section, place, isOnly, isFull, problems, change }: SectionFieldsProps) {
  const { id, title, rows } = section;
  const replaceRow = (rowId: string, next: BuiltChoice | null) => {
    const left = rows.flatMap((row) => (row.id === rowId ? (next ?? []) : row));
    change(left.length === 0 ? null : { ...section, rows: left });
  };
  return (
    <fieldset className="choices-section">
      <legend className={isOnly ? "visually-hidden" : "field-label"}>{t(words.section, { n: place + 1 })}</legend>
      {isOnly ? null : (
        <CountedField
          label={t(words.sectionTitle)}
          value={title}
          limit={limits.rowTitleLength}
          problem={problems.get(id)}
          change={(next) => change({ ...section, title: next })}
        />
      )}
      {rows.map((row, index) => (
        <RowFields
          key={row.id}
          row={row}
          place={index}
          isRemovable={!isOnly || rows.length > 1}
          problems={problems}
          change={(next) => replaceRow(row.id, next)}
        />
      ))}
      {isFull ? null : (
        <Button look="quiet" onClick={() => change({ ...section, rows: [...rows, emptyChoice()] })}>
          <Plus size={16} aria-hidden />
          {t(words.addRow)}
        </Button>
      )}
    </fieldset>
  );
}

interface RowFieldsProps {
  row: BuiltChoice;
  place: number;
  isRemovable: boolean;
  problems: ReadonlyMap<string, Problem>;
  change: (next: BuiltChoice | null) => void;
}

function RowFields({ row, place, isRemovable, problems, change }: RowFieldsProps) {
  return (
    <div className="choices-row">
      <CountedField
        label={t(words.row, { n: place + 1 })}
        value={row.title}
        limit={limits.rowTitleLength}
        problem={problems.get(row.id)}
        change={(title) => change({ ...row, title })}
      />
      <CountedField
        label={t(words.description)}
        value={row.description}
        limit={limits.rowDescriptionLength}
        problem={problems.get(`${row.id}:description`)}
        change={(description) => change({ ...row, description })}
      />
      {isRemovable ? (
        <IconButton label={t(words.removeRow, { n: place + 1 })} onClick={() => change(null)}>
          <X size={16} aria-hidden />
        </IconButton>
      ) : null}
    </div>
  );
}
