import {
  CircleQuestionMark,
  Contact,
  ExternalLink,
  Info,
  MapPin,
  Megaphone,
  Phone,
  PhoneMissed,
  ShoppingBag,
  Tag,
} from "lucide-react";
import { answersOf } from "../../core/content/answers.ts";
import { callOf, clock } from "../../core/content/call.ts";
import { type Card, cardsOf } from "../../core/content/cards.ts";
import { orderOf } from "../../core/content/order.ts";
import { structure, webAddress, word } from "../../core/content/read.ts";
import { sharesOf } from "../../core/content/shares.ts";
import { wordsOf } from "../../core/content/words.ts";
import type { Message } from "../../protocol/records.ts";
import { mapAddress } from "../map-address.ts";
import { content as words } from "../messages/en/content.ts";
import { isolate } from "../messages/isolate.ts";
import { t } from "../messages/t.ts";
import { ContentLine } from "./content-line.tsx";
import { typeName } from "./message-summary.ts";
import { OfferedChoices } from "./offered-choices.tsx";
import { RichText } from "./rich-text.tsx";

/**
 * What a message has beyond text and files. What is stored is read anew, so that a message of a time when its words were not
 * kept with it shows the same.
 */
export default function StructuredMessage({ message }: { message: Message }) {
  return (
    <>
      <Main message={message} />
      <About message={message} />
    </>
  );
}

function Main({ message }: { message: Message }) {
  switch (message.type) {
    case "contacts":
      return <Cards cards={cardsOf(message.content)} />;
    case "order":
      return <Ordered message={message} />;
    case "interactive":
      return <Chosen message={message} />;
    case "location":
      return <Place message={message} />;
    case "system":
      return <Called message={message} />;
    case "unsupported":
      return (
        <ContentLine icon={CircleQuestionMark} detail={t(words.unsupported)}>
          {unsupportedWords(message)}
        </ContentLine>
      );
    default:
      return <TextWithShares message={message} />;
  }
}

/** The name that the provider has for it, where it says one. */
function unsupportedWords(message: Message): string {
  const said = wordsOf(message);
  return said === "" || said === "[unsupported]"
    ? typeName("unsupported")
    : `${typeName("unsupported")} ${isolate(said)}`;
}

function Cards({ cards }: { cards: readonly Card[] }) {
  if (cards.length === 0) return <ContentLine icon={Contact}>{typeName("contacts")}</ContentLine>;
  return cards.map(({ name, numbers, addresses, details }, index) => (
    <ContentLine
      key={index}
      icon={Contact}
      detail={
        <ul className="content-card">
          {numbers.map((number) => (
            <li key={number}>
              <a className="text-link" href={`tel:${number.replace(/[^\d+]/g, "")}`}>
                <bdi dir="ltr">{number}</bdi>
              </a>
            </li>
          ))}
          {addresses.map((address) => (
            <li key={address}>
              <a className="text-link" href={`mailto:${encodeURIComponent(address)}`}>
                <bdi dir="ltr">{address}</bdi>
              </a>
            </li>
          ))}
          {details.map((detail) => (
            <li key={detail} dir="auto">
              {detail}
            </li>
          ))}
        </ul>
      }
    >
      {name === "" ? typeName("contacts") : name}
    </ContentLine>
  ));
}

function Ordered({ message }: { message: Message }) {
  const order = orderOf(message.content);
  if (order === null) return <ContentLine icon={ShoppingBag}>{typeName("order")}</ContentLine>;
  const { items, note, total } = order;
  const count = items.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <>
      <ContentLine icon={ShoppingBag} detail={items.length === 0 ? "" : t(words.items, { count })}>
        {typeName("order")}
      </ContentLine>
      <ul className="content-items">
        {items.map(({ name, quantity, price }, index) => (
          <li key={index}>
            <span dir="auto">
              {isolate(`${quantity} ×`)} {isolate(name === "" ? "?" : name)}
            </span>
            <span className="tabular">{price}</span>
          </li>
        ))}
        {total === null ? null : (
          <li className="content-total">
            <span>{t(words.total)}</span>
            <span className="tabular">{total}</span>
          </li>
        )}
      </ul>
      {note === "" ? null : <RichText text={note} />}
    </>
  );
}

/** What a customer chose or filled in, or what they could choose from. */
function Chosen({ message }: { message: Message }) {
  const interactive = structure(message.content?.["interactive"]) ?? {};
  const form = structure(interactive["nfm_reply"]);
  const answers = form === null ? [] : answersOf(form);
  const chosen = structure(interactive["list_reply"]);
  const said = wordsOf(message);
  if (answers.length > 0)
    return (
      <dl className="content-answers" aria-label={t(words.answers)}>
        {answers.map(({ field, value }, index) => (
          <div key={index}>
            <dt>{fieldName(field)}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
    );
  return (
    <>
      {said === "" ? <ContentLine icon={Info}>{typeName("interactive")}</ContentLine> : <RichText text={said} />}
      {chosen === null || word(chosen["description"]) === "" ? null : (
        <p className="content-detail" dir="auto">
          {word(chosen["description"])}
        </p>
      )}
      <OfferedChoices message={message} />
    </>
  );
}

/** `screen_0_Rating_0` is how Meta's own builder of forms calls a field named Rating. */
function fieldName(field: string): string {
  return field.replace(/(^|\.)screen_\d+_(.+?)_\d+$/, "$1$2").replaceAll("_", " ");
}

function Place({ message }: { message: Message }) {
  const place = structure(message.content?.["location"]) ?? {};
  const [latitude, longitude] = [Number(place["latitude"] ?? Number.NaN), Number(place["longitude"] ?? Number.NaN)];
  const name = message.body === "" ? typeName("location") : message.body;
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return <ContentLine icon={MapPin}>{name}</ContentLine>;
  const at = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  return (
    <ContentLine icon={MapPin} detail={isolate(at)}>
      <a className="text-link" href={mapAddress({ latitude, longitude })} target="_blank" rel="noreferrer">
        {name === at ? typeName("location") : name}
      </a>
    </ContentLine>
  );
}

function Called({ message }: { message: Message }) {
  const call = callOf(message.content);
  if (call === null)
    return <ContentLine icon={Info}>{message.body === "" ? typeName("system") : message.body}</ContentLine>;
  const { isAnswered, duration } = call;
  if (!isAnswered) {
    const isOurs = message.direction === "outbound";
    return <ContentLine icon={PhoneMissed}>{t(isOurs ? words.notTaken : words.missedCall)}</ContentLine>;
  }
  return (
    <ContentLine icon={Phone} detail={duration === 0 ? "" : isolate(clock(duration))}>
      {t(words.call)}
    </ContentLine>
  );
}

function TextWithShares({ message }: { message: Message }) {
  const said = wordsOf(message);
  return (
    <>
      {said === "" || said === "[story]" ? null : <RichText text={said} />}
      {sharesOf(message.content).map(({ title, url }, index) =>
        url === "" || said.includes(url) ? null : (
          <ContentLine key={index} icon={ExternalLink}>
            <a className="text-link" href={url} target="_blank" rel="noreferrer nofollow">
              {title === "" ? t(words.openShare) : title}
            </a>
          </ContentLine>
        ),
      )}
    </>
  );
}

/** What the customer came by, or writes about. */
function About({ message: { content } }: { message: Message }) {
  const product = structure(content?.["referred_product"]);
  const referral = structure(content?.["referral"]);
  const story = structure(content?.["story"]);
  const productId = word(product?.["product_retailer_id"]) || word(structure(referral?.["product"])?.["id"]);
  const headline = word(referral?.["headline"]) || word(structure(referral?.["ads_context_data"])?.["ad_title"]);
  const source = webAddress(referral?.["source_url"]);
  return (
    <>
      {productId === "" ? null : (
        <ContentLine icon={Tag}>{t(words.aboutProduct, { product: isolate(productId) })}</ContentLine>
      )}
      {headline === "" && source === "" ? null : (
        <ContentLine icon={Megaphone} detail={<PageLink url={source} />}>
          {headline === "" ? t(words.fromAd) : t(words.fromAdNamed, { name: isolate(headline) })}
        </ContentLine>
      )}
      {story === null ? null : (
        <ContentLine icon={ExternalLink} detail={<PageLink url={webAddress(story["url"])} />}>
          {t(story["mention"] === true ? words.storyMention : words.storyReply)}
        </ContentLine>
      )}
    </>
  );
}

function PageLink({ url }: { url: string }) {
  if (url === "") return null;
  return (
    <a className="text-link" href={url} target="_blank" rel="noreferrer nofollow">
      {t(words.open)}
    </a>
  );
}
