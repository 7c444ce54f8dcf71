import { useId } from "react";
import { hasReach as hasReachOf } from "../../core/occurrence.ts";
import { reaches, type Topic } from "../../protocol/topics.ts";
import { Button } from "../controls/button.tsx";
import { CheckField } from "../controls/field.tsx";
import { Notice } from "../controls/notice.tsx";
import { push } from "../messages/en/push.ts";
import { t } from "../messages/t.ts";
import { chooseNotifications, useNotificationSettings } from "../notifications/chosen.ts";
import { useDesktopPermission } from "../notifications/permission.ts";
import { allowDesktop, usePush } from "../notifications/push.ts";
import { ways } from "../notifications/settings.ts";
import { playSound } from "../notifications/sound.ts";
import { topicTable } from "../notifications/topics.ts";
import { useSession } from "../session.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { notificationSettings as words } from "../messages/en/notification-settings.ts";
import "./notifications-page.css";

/** In the order of the table. */
const shownTopics = Object.keys(topicTable) as Topic[];

/** Of what one is told, and how. */
export function NotificationsPage() {
  return (
    <>
      <p className="settings-text">{t(words.yoursAlone)}</p>
      <DesktopSection />
      <PushSection />
      <section className="settings-section" aria-labelledby="told-of">
        <h2 className="settings-heading" id="told-of">
          {t(words.toldOf)}
        </h2>
        <p className="settings-detail">{t(words.toldOfHint)}</p>
        <div className="settings-list">
          {shownTopics.map((topic) => (
            <TopicRow key={topic} topic={topic} />
          ))}
        </div>
        <p>
          <Button onClick={() => void playSound()}>{t(words.hear)}</Button>
        </p>
      </section>
    </>
  );
}

function DesktopSection() {
  const permission = useDesktopPermission();
  const { slug } = useOrganisation();
  const { id } = useSession().user;
  return (
    <section className="settings-section" aria-labelledby="desktop-notifications">
      <h2 className="settings-heading" id="desktop-notifications">
        {t(words.desktop)}
      </h2>
      <p className="settings-detail" aria-live="polite">
        {t(words[`permission.${permission}`])}
      </p>
      {permission === "default" ? (
        <p>
          <Button look="primary" onClick={() => void allowDesktop(slug, id)}>
            {t(words.allow)}
          </Button>
        </p>
      ) : null}
    </section>
  );
}

/** While no page is open; what is ticked under Desktop. */
function PushSection() {
  const { slug } = useOrganisation();
  const { id } = useSession().user;
  const { state, failure, turn } = usePush(slug, id);
  const canTurn = state === "on" || state === "off";
  return (
    <section className="settings-section" aria-labelledby="push-notifications">
      <h2 className="settings-heading" id="push-notifications">
        {t(push.heading)}
      </h2>
      <p className="settings-detail" aria-live="polite">
        {state === null ? "" : t(push[`state.${state}`])}
      </p>
      {canTurn ? (
        <CheckField
          label={t(push.turn)}
          checked={state === "on"}
          onChange={({ target }) => void turn(target.checked)}
        />
      ) : null}
      {failure === null ? null : <Notice tone="error">{failure}</Notice>}
    </section>
  );
}

function TopicRow({ topic }: { topic: Topic }) {
  const { id: agentId } = useSession().user;
  const chosen = useNotificationSettings(agentId)[topic];
  const hint = useId();
  const name = t(words[`topic.${topic}`]);
  const hasReach = hasReachOf[topic];
  const isOff = chosen.reach === "off";
  return (
    <fieldset className="told" aria-describedby={hint}>
      <legend className="visually-hidden">{name}</legend>
      <div className="told-what">
        <p className="settings-name" aria-hidden>
          {name}
        </p>
        <p className="settings-detail" id={hint}>
          {t(words[`hint.${topic}`])}
        </p>
      </div>
      <select
        className="field-input field-select told-reach"
        aria-label={hasReach ? t(words.reachOf, { topic: name }) : name}
        value={!hasReach && !isOff ? "mine" : chosen.reach}
        onChange={(event) => {
          const reach = reaches.find((one) => one === event.target.value);
          if (reach !== undefined) chooseNotifications(agentId, topic, { reach });
        }}
      >
        {reaches.map((reach) =>
          !hasReach && reach === "all" ? null : (
            <option key={reach} value={reach}>
              {t(!hasReach && reach === "mine" ? words.on : words[`reach.${reach}`])}
            </option>
          ),
        )}
      </select>
      <div className="told-ways">
        {ways.map((way) => (
          <label key={way} className="told-way">
            <input
              type="checkbox"
              className="check-box"
              checked={chosen[way]}
              disabled={isOff}
              onChange={(event) => chooseNotifications(agentId, topic, { [way]: event.target.checked })}
            />
            {t(words[`way.${way}`])}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
