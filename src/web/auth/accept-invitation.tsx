import { useEffect, useState } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import { organisations, type InvitationDetails, type Result } from "../api.ts";
import { Notice } from "../controls/notice.tsx";
import { useSession } from "../session.ts";
import { AuthLayout } from "./auth-layout.tsx";
import { Form } from "./form.tsx";
import { auth as words } from "../messages/en/auth.ts";
import { t } from "../messages/t.ts";

/** For who is signed in: the auth library shows an invitation to the person invited alone. */
export default function AcceptInvitation() {
  const [search] = useSearchParams();
  const [, navigate] = useLocation();
  const { user, refresh, signOut } = useSession();
  const id = search.get("id") ?? "";
  const [invitation, setInvitation] = useState<Result<InvitationDetails> | null>(null);
  useEffect(() => {
    void organisations.invitation(id).then(setInvitation);
  }, [id]);

  if (invitation === null) return null;
  if (!invitation.ok) {
    return (
      <AuthLayout title={t(words.notUsable)}>
        <Notice tone="error">{invitation.message}</Notice>
        <p className="auth-aside">{t(words.signedInAsOther, { email: user.email })}</p>
        <button type="button" className="button button-plain" onClick={() => void signOut()}>
          {t(words.signInAsOther)}
        </button>
        <Link className="text-link" href="/">
          {t(words.toOrganisations)}
        </Link>
      </AuthLayout>
    );
  }
  const { organizationName, organizationSlug, inviterEmail, role } = invitation.value;
  return (
    <AuthLayout
      title={t(words.join, { organisation: organizationName })}
      intro={t(words.invites, { inviter: inviterEmail, role })}
    >
      <Form
        action={t(words.join, { organisation: organizationName })}
        submit={() => organisations.acceptInvitation(id)}
        done={async () => {
          await refresh();
          navigate(`/o/${organizationSlug}/inbox/all`, { replace: true });
        }}
      >
        {null}
      </Form>
    </AuthLayout>
  );
}
