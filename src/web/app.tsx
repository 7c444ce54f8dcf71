import { useCallback, useEffect, useMemo, useState } from "react";
import { Redirect, Route, Switch, useLocation, useSearch } from "wouter";
import { auth, organisations, type Organisation, type User } from "./api.ts";
import { AcceptInvitation } from "./auth/accept-invitation.tsx";
import { AuthLayout } from "./auth/auth-layout.tsx";
import { ChooseOrganisation } from "./auth/choose-organisation.tsx";
import { CreateOrganisation } from "./auth/create-organisation.tsx";
import { ForgotPassword } from "./auth/forgot-password.tsx";
import { ResetPassword } from "./auth/reset-password.tsx";
import { SignIn } from "./auth/sign-in.tsx";
import { SignUp } from "./auth/sign-up.tsx";
import { Button } from "./controls/button.tsx";
import { Notice } from "./controls/notice.tsx";
import { SessionContext, type Session } from "./session.ts";
import { Shell } from "./shell/shell.tsx";

type Loaded =
  | { state: "loading" }
  | { state: "failed"; message: string }
  | { state: "signedOut" }
  | { state: "signedIn"; user: User; organisations: Organisation[] };

export function App() {
  const [loaded, setLoaded] = useState<Loaded>({ state: "loading" });
  const refresh = useCallback(async () => setLoaded(await load()), []);
  useEffect(() => void refresh(), [refresh]);

  const session = useMemo<Session | null>(() => {
    if (loaded.state !== "signedIn") return null;
    return {
      user: loaded.user,
      organisations: loaded.organisations,
      refresh,
      async signOut() {
        await auth.signOut();
        await refresh();
      },
    };
  }, [loaded, refresh]);

  if (loaded.state === "loading") return null;
  if (loaded.state === "failed") {
    return (
      <AuthLayout title="Parley could not be reached">
        <Notice tone="error">{loaded.message}</Notice>
        <Button onClick={() => void refresh()}>Try again</Button>
      </AuthLayout>
    );
  }
  return (
    <SessionContext value={session}>
      <Switch>
        <Route path="/sign-in">
          <SignIn refresh={refresh} />
        </Route>
        <Route path="/sign-up">
          <SignUp refresh={refresh} />
        </Route>
        <Route path="/forgot-password" component={ForgotPassword} />
        <Route path="/reset-password" component={ResetPassword} />
        {session === null ? <ToSignIn /> : <SignedInRoutes session={session} />}
      </Switch>
    </SessionContext>
  );
}

function SignedInRoutes({ session }: { session: Session }) {
  return (
    <Switch>
      <Route path="/accept-invitation" component={AcceptInvitation} />
      <Route path="/organisations/new" component={CreateOrganisation} />
      <Route path="/o/:slug/*?">
        {({ slug }) => {
          const organisation = session.organisations.find((one) => one.slug === slug);
          // A fresh shell, with its own connection, for each organisation.
          return organisation === undefined ? (
            <Redirect to="/" replace />
          ) : (
            <Shell key={organisation.id} organisation={organisation} />
          );
        }}
      </Route>
      <Route path="/" component={ChooseOrganisation} />
      <Redirect to="/" replace />
    </Switch>
  );
}

function ToSignIn() {
  const [path] = useLocation();
  const search = useSearch();
  const here = search === "" ? path : `${path}?${search}`;
  return <Redirect to={here === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(here)}`} replace />;
}

async function load(): Promise<Loaded> {
  const session = await auth.session();
  if (!session.ok) return { state: "failed", message: session.message };
  if (session.value === null) return { state: "signedOut" };
  const mine = await organisations.list();
  if (!mine.ok) return { state: "failed", message: mine.message };
  return { state: "signedIn", user: session.value, organisations: mine.value };
}
