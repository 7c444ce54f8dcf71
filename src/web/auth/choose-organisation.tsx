import { Building2, Plus } from "lucide-react";
import { Link, Redirect } from "wouter";
import { useSession } from "../session.ts";
import { AuthLayout } from "./auth-layout.tsx";

/** The start page: straight into the only organisation, a choice among several, or the way to the first. */
export function ChooseOrganisation() {
  const { organisations, signOut, user } = useSession();
  const [only] = organisations;
  if (organisations.length === 1 && only !== undefined) return <Redirect to={`/o/${only.slug}/inbox/all`} replace />;
  return (
    <AuthLayout
      title={only === undefined ? "Welcome to Parley" : "Your organisations"}
      intro={
        only === undefined
          ? "Create an organisation for your team. If a colleague invited you, open the link in your mail instead."
          : undefined
      }
    >
      <nav className="auth-choices" aria-label="Organisations">
        {organisations.map((organisation) => (
          <Link key={organisation.id} className="auth-choice" href={`/o/${organisation.slug}/inbox/all`}>
            <Building2 size={16} aria-hidden />
            {organisation.name}
          </Link>
        ))}
        <Link className="auth-choice" href="/organisations/new">
          <Plus size={16} aria-hidden />
          Create an organisation
        </Link>
      </nav>
      <p className="auth-aside">
        You are signed in as {user.email}.{" "}
        <button type="button" className="text-link" onClick={() => void signOut()}>
          Sign out
        </button>
      </p>
    </AuthLayout>
  );
}
