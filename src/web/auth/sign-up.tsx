import { useEffect, useState } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import { auth } from "../api.ts";
import { TextField } from "../controls/field.tsx";
import { AuthLayout } from "./auth-layout.tsx";
import { Form } from "./form.tsx";
import { invitationIn, localPath, useCarriedNext } from "./next.ts";
import { auth as words } from "../messages/en/auth.ts";
import { form } from "../messages/en/form.ts";
import { t } from "../messages/t.ts";
import { Trans } from "../messages/trans.tsx";

type SignUps = "open" | "invited" | "closed";

export default function SignUp({ refresh }: { refresh: () => Promise<void> }) {
  const [search] = useSearchParams();
  const next = search.get("next");
  const invitation = invitationIn(next);
  const [signUps, setSignUps] = useState<SignUps | null>(null);
  useEffect(() => {
    // Where it cannot be asked the form says what is wrong once it is sent.
    void auth.signUps().then((asked) => setSignUps(asked.ok ? asked.value.signUps : "open"));
  }, []);

  if (signUps === null) return null;
  if (signUps === "closed") {
    return (
      <AuthLayout title={t(words.noNewAccounts)} intro={t(words.noNewAccountsHint)}>
        <ToSignIn />
      </AuthLayout>
    );
  }
  if (signUps === "invited" && invitation === null) {
    return (
      <AuthLayout title={t(words.byInvitation)} intro={t(words.byInvitationHint)}>
        <ToSignIn />
      </AuthLayout>
    );
  }
  return <NewAccount refresh={refresh} next={next} invitation={invitation} />;
}

interface NewAccountProps {
  refresh: () => Promise<void>;
  next: string | null;
  invitation: string | null;
}

function NewAccount({ refresh, next, invitation }: NewAccountProps) {
  const [, navigate] = useLocation();
  return (
    <AuthLayout title={t(words.createYourAccount)} intro={t(words.createYourAccountHint)}>
      <Form
        action={t(words.createAccount)}
        submit={({ name = "", email = "", password = "" }) =>
          auth.signUp({ name, email, password, ...(invitation === null ? {} : { invitation }) })
        }
        done={async () => {
          await refresh();
          navigate(localPath(next), { replace: true });
        }}
      >
        <TextField label={t(words.yourName)} name="name" autoComplete="name" required autoFocus maxLength={100} />
        <TextField
          label={t(form.email)}
          name="email"
          type="email"
          dir="ltr"
          autoComplete="username"
          required
          {...(invitation === null ? {} : { hint: t(words.invitedHint) })}
        />
        <TextField
          dir="ltr"
          label={t(words.password)}
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          hint={t(words.passwordHint)}
        />
      </Form>
      <ToSignIn />
    </AuthLayout>
  );
}

function ToSignIn() {
  const carried = useCarriedNext();
  return (
    <p className="auth-aside">
      <Trans
        message={words.haveAccount}
        elements={{ link: <Link className="text-link" href={`/sign-in${carried}`} /> }}
      />
    </p>
  );
}
