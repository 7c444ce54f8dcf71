import { Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { Redirect, Route, Switch, useLocation, useSearch } from "wouter";
import { auth, organisations, type Organisation, type User } from "./api.ts";
import { AuthLayout } from "./auth/auth-layout.tsx";
import { Button } from "./controls/button.tsx";
import { Notice } from "./controls/notice.tsx";
import { lazily } from "./lazily.ts";
import { leavePush } from "./offline/push-subscription.ts";
import { forgetSignedIn, onSignedInElsewhere, rememberSignedIn, signedIn } from "./offline/signed-in.ts";
import { SessionContext, type Session } from "./session.ts";
import { Shell } from "./shell/shell.tsx";
import { app as words } from "./messages/en/app.ts";
import { shell } from "./messages/en/shell.ts";
import { t } from "./messages/t.ts";

// Whoever comes back is signed in, and sees none of them.
const AcceptInvitation = lazily(() => import("./auth/accept-invitation.tsx"));
const ChooseOrganisation = lazily(() => import("./auth/choose-organisation.tsx"));
const CreateOrganisation = lazily(() => import("./auth/create-organisation.tsx"));
const ForgotPassword = lazily(() => import("./auth/forgot-password.tsx"));
const ResetPassword = lazily(() => import("./auth/reset-password.tsx"));
const SignIn = lazily(() => import("./auth/sign-in.tsx"));
const SignUp = lazily(() => import("./auth/sign-up.tsx"));

type Loaded =
  | { state: "loading" }
  | { state: "failed"; message: string }
  | { state: "signedOut" }
  /** `isSettled`: the server has said so, or cannot be asked. */
  | { state: "signedIn"; user: User; organisations: Organisation[]; isSettled: boolean };

export function App() {
  const [loaded, setLoaded] = useState<Loaded>(() => remembered(false) ?? { state: "loading" });
  const refresh = useCallback(async () => setLoaded(await load()), []);
  useEffect(() => {
    void refresh();
    const stop = onSignedInElsewhere(() => void refresh());
    const backOnline = () => void refresh();
    window.addEventListener("online", backOnline);
    return () => {
      stop();
      window.removeEventListener("online", backOnline);
    };
  }, [refresh]);

  const session = useMemo<Session | null>(() => {
    if (loaded.state !== "signedIn") return null;
    return {
      user: loaded.user,
      organisations: loaded.organisations,
      isSettled: loaded.isSettled,
      refresh,
      async signOut() {
        // While the session still holds.
        await leavePush(loaded.organisations.map(({ slug }) => slug));
        await auth.signOut();
        // Also when the server could not be told. After it, since the other tabs hear of this and ask the server.
        await forgetSignedIn();
        await refresh();
      },
    };
  }, [loaded, refresh]);

  if (loaded.state === "loading") return null;
  if (loaded.state === "failed") {
    return (
      <AuthLayout title={t(words.notReached)}>
        <Notice tone="error">{loaded.message}</Notice>
        <Button onClick={() => void refresh()}>{t(shell.tryAgain)}</Button>
      </AuthLayout>
    );
  }
  return (
    <SessionContext value={session}>
      <Suspense>
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
      </Suspense>
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
          if (organisation !== undefined) return <Shell key={organisation.id} organisation={organisation} />;
          return session.isSettled ? <Redirect to="/" replace /> : null;
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
  if (!session.ok) return remembered(true) ?? { state: "failed", message: session.message };
  if (session.value === null) {
    await forgetSignedIn();
    return { state: "signedOut" };
  }
  const { id, name, email } = session.value.user;
  const mine = await organisations.list();
  if (!mine.ok) return remembered(true) ?? { state: "failed", message: mine.message };
  const user = { id, name, email };
  await rememberSignedIn({ user, organisations: mine.value, until: session.value.session.expiresAt });
  return { state: "signedIn", user, organisations: mine.value, isSettled: true };
}

/** As it was when the server was last asked. */
function remembered(isSettled: boolean): Loaded | null {
  const one = signedIn();
  return one === null ? null : { state: "signedIn", user: one.user, organisations: one.organisations, isSettled };
}
