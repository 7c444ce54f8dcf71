import { useEffect, useState } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import { organisations, type InvitationDetails, type Result } from "../api.ts";
import { Notice } from "../controls/notice.tsx";
import { roleNames } from "../settings/roles.ts";
import { useSession } from "../session.ts";
import { AuthLayout } from "./auth-layout.tsx";
import { Form } from "./form.tsx";

/** For who is signed in: the auth library shows an invitation to the person invited alone. */
export function AcceptInvitation() {
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
      <AuthLayout title="This invitation cannot be used">
        <Notice tone="error">{invitation.message}</Notice>
        <p className="auth-aside">
          You are signed in as {user.email}. If the invitation went to another address, sign in with that one.
        </p>
        <button type="button" className="button button-plain" onClick={() => void signOut()}>
          Sign in as someone else
        </button>
        <Link className="text-link" href="/">
          Go to your organisations
        </Link>
      </AuthLayout>
    );
  }
  const { organizationName, organizationSlug, inviterEmail, role } = invitation.value;
  return (
    <AuthLayout
      title={`Join ${organizationName}`}
      intro={`${inviterEmail} invites you as ${roleNames[role].toLowerCase()}.`}
    >
      <Form
        action={`Join ${organizationName}`}
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
