import { Building2, Plus } from "lucide-react";
import { Link, Redirect } from "wouter";
import { useSession } from "../session.ts";
import { AuthLayout } from "./auth-layout.tsx";
import { auth as words } from "../messages/en/auth.ts";
import { t } from "../messages/t.ts";
import { Trans } from "../messages/trans.tsx";

/** The start page: straight into the only organisation, a choice among several, or the way to the first. */
export default function ChooseOrganisation() {
  const { organisations, signOut, user } = useSession();
  const [only] = organisations;
  if (organisations.length === 1 && only !== undefined) return <Redirect to={`/o/${only.slug}/inbox/all`} replace />;
  return (
    <AuthLayout
      title={t(only === undefined ? words.welcome : words.yourOrganisations)}
      intro={only === undefined ? t(words.welcomeHint) : undefined}
    >
      <nav className="auth-choices" aria-label={t(words.organisations)}>
        {organisations.map((organisation) => (
          <Link key={organisation.id} className="auth-choice" href={`/o/${organisation.slug}/inbox/all`}>
            <Building2 size={16} aria-hidden />
            <bdi>{organisation.name}</bdi>
          </Link>
        ))}
        <Link className="auth-choice" href="/organisations/new">
          <Plus size={16} aria-hidden />
          {t(words.create)}
        </Link>
      </nav>
      <p className="auth-aside">
        <Trans
          message={words.signedInAs}
          elements={{
            link: (
              // oxlint-disable-next-line jsx-a11y/control-has-associated-label -- Trans puts the words of the message in it
              <button type="button" className="text-link" onClick={() => void signOut()} />
            ),
          }}
          values={{ email: user.email }}
        />
      </p>
    </AuthLayout>
  );
}
