import { Inbox as InboxIcon, SearchX } from "lucide-react";
import { Link } from "wouter";
import { useInboxView } from "../../client/react.ts";
import type { ConversationFilter } from "../../protocol/catalog-records.ts";
import { Empty } from "../controls/notice.tsx";
import { useOrganisation } from "../shell/organisation.ts";
import { addressOf, isNarrowed, type ListPlace, placeOfQuery, viewNames } from "./list-views.ts";

/** An empty list says why it is empty, and what would fill it. */
export function NothingHere({ place: { query, viewId } }: { place: ListPlace }) {
  const { slug } = useOrganisation();
  const { filter, q } = query;
  if (q === undefined && !isNarrowed(query)) return <NothingIn filter={filter} />;
  return (
    <Empty icon={SearchX} title={q === undefined ? "Nothing matches" : `Nothing found for “${q}”`}>
      {viewId === null ? `Within ${viewNames[filter]}, with these filters. ` : "Within this view. "}
      <Link className="text-link" href={addressOf(placeOfQuery(slug, { filter }))}>
        Show all in {viewNames[filter]}
      </Link>
    </Empty>
  );
}

function NothingIn({ filter }: { filter: ConversationFilter }) {
  const { slug } = useOrganisation();
  const connected = useInboxView((inbox) => inbox.channels().length > 0);
  switch (filter) {
    case "all":
      return connected ? (
        <Empty icon={InboxIcon} title="No open conversations">
          When a customer writes, the conversation appears here.
        </Empty>
      ) : (
        <Empty icon={InboxIcon} title="No channel yet">
          <Link className="text-link" href={`/o/${slug}/settings/channels`}>
            Connect a WhatsApp number
          </Link>
          , and what customers write to it appears here.
        </Empty>
      );
    case "mine":
      return (
        <Empty icon={InboxIcon} title="Nothing assigned to you">
          Assign a conversation to yourself with a, and it appears here.
        </Empty>
      );
    case "unassigned":
      return (
        <Empty icon={InboxIcon} title="Everything has someone">
          Conversations that nobody has taken appear here.
        </Empty>
      );
    case "unread":
      return (
        <Empty icon={InboxIcon} title="All read">
          Nothing waits for your eyes.
        </Empty>
      );
    case "following":
      return (
        <Empty icon={InboxIcon} title="You follow nothing">
          Follow a conversation that a colleague has, and it stays here until you let go of it.
        </Empty>
      );
    case "snoozed":
      return (
        <Empty icon={InboxIcon} title="Nothing snoozed">
          Snooze a conversation with h. It comes back at its time, or when the customer writes.
        </Empty>
      );
    case "closed":
      return (
        <Empty icon={InboxIcon} title="Nothing closed yet">
          Close a conversation when it is done. It opens again by itself when the customer writes.
        </Empty>
      );
    case "archived":
      return (
        <Empty icon={InboxIcon} title="Nothing archived yet">
          Archive what you want out of sight. It comes back when the customer writes.
        </Empty>
      );
  }
}
