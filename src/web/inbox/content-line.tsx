import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** One thing of a message beside a picture of what it is. */
export function ContentLine({
  icon: Icon,
  detail,
  children,
}: {
  icon: LucideIcon;
  detail?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="content-line">
      <Icon size={20} aria-hidden />
      <div>
        <p dir="auto">{children}</p>
        {detail == null || detail === "" ? null : <div className="content-detail">{detail}</div>}
      </div>
    </div>
  );
}
