import type { roles as english } from "../en/roles.ts";
import type { Translation } from "../message.ts";

export const roles: Translation<typeof english> = {
  "role.owner": "مالك",
  "role.admin": "مشرف",
  "role.agent": "موظف",
  "role.viewer": "قراءة فقط",
  "hint.owner": "كل شيء، ونقل الملكية",
  "hint.admin": "يرد، ويدعو الأشخاص، ويربط القنوات",
  "hint.agent": "يقرأ المحادثات ويرد عليها",
  "hint.viewer": "يقرأ ولا يغيّر شيئًا",
};
