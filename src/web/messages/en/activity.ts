import { messages } from "../message.ts";

/**
 * What was done to a conversation. `who` did it: "you", "gone" (who is not here any more), "nobody", or whoever has
 * `name`; `to` is the same of whoever has it now.
 */
export const activity = messages("activity", {
  closed:
    "{who, select, nobody {Closed automatically} you {You closed this} gone {A former colleague or program closed this} other {{name} closed this}}",
  archived:
    "{who, select, nobody {Archived automatically} you {You archived this} gone {A former colleague or program archived this} other {{name} archived this}}",
  reopened:
    "{who, select, you {You reopened this} gone {A former colleague or program reopened this} other {{name} reopened this}}",
  wokeUp: "Back from snooze",
  customerWrote: "Reopened: the customer wrote",
  snoozed:
    "Snoozed until {time}{who, select, nobody {} you { by you} gone { by a former colleague or program} other { by {name}}}",
  took: "{who, select, you {You took this} gone {A former colleague or program took this} other {{name} took this}}",
  assigned:
    "Assigned to {to, select, you {you} gone {a former colleague or program} other {{agent}}}{who, select, nobody {} you { by you} gone { by a former colleague or program} other { by {name}}}",
  assignedToTeam:
    "Assigned to {team}{who, select, nobody {} you { by you} gone { by a former colleague or program} other { by {name}}}",
  assignedToBoth:
    "Assigned to {to, select, you {you} gone {a former colleague or program} other {{agent}}}, {team}{who, select, nobody {} you { by you} gone { by a former colleague or program} other { by {name}}}",
  takenFromTeam:
    "Taken from {team}{who, select, nobody {} you { by you} gone { by a former colleague or program} other { by {name}}}",
  unassigned:
    "Unassigned{who, select, nobody {} you { by you} gone { by a former colleague or program} other { by {name}}}",
  labelsAdded:
    "{who, select, nobody {Added {added}} you {You added {added}} gone {A former colleague or program added {added}} other {{name} added {added}}}",
  labelsRemoved:
    "{who, select, nobody {Removed {removed}} you {You removed {removed}} gone {A former colleague or program removed {removed}} other {{name} removed {removed}}}",
  labelsChanged:
    "{who, select, nobody {Added {added}, removed {removed}} you {You added {added}, removed {removed}} gone {A former colleague or program added {added}, removed {removed}} other {{name} added {added}, removed {removed}}}",
  prioritized:
    "{priority, select, none {No priority} low {Low priority} medium {Medium priority} high {High priority} other {Urgent}}{who, select, nobody {} you {, set by you} gone {, set by a former colleague or program} other {, set by {name}}}",
  team: "team {name}",
  goneTeam: "a deleted team",
  goneLabel: "a deleted label",
});
