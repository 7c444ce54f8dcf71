import { getDomain } from "tldts";
import { domainOf } from "./address.ts";

/**
 * True when two addresses belong to one organisation: the same domain below the public suffix (RFC 9989
 * "Organizational Domain"). The users of a mailbox provider share a domain and nothing else, so there it is false.
 */
export function isSameOrganisation(one: string, other: string): boolean {
  const organisation = organisationOf(one);
  return organisation !== null && organisation === organisationOf(other);
}

/** True when a domain, as an authentication result names it, is that of the address or its organisation. */
export function isAligned(domain: string, address: string): boolean {
  const [named, own] = [registered(domain), registered(domainOf(address))];
  return named !== null && named === own;
}

function organisationOf(address: string): string | null {
  const domain = registered(domainOf(address));
  return domain === null || mailboxProviders.has(domain) || sharedByCountry.test(domain) ? null : domain;
}

function registered(domain: string): string | null {
  return getDomain(domain.toLowerCase().replace(/\.$/, ""), { allowPrivateDomains: true });
}

/** Those that give a mailbox to anybody, in their countries' domains too. */
const sharedByCountry = /^(?:yahoo|ymail|hotmail|live|outlook|msn|gmx|yandex|aol|mail\.ru)\.[a-z.]+$/;

const mailboxProviders: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com icloud.com me.com mac.com rocketmail.com protonmail.com protonmail.ch proton.me pm.me
  fastmail.com fastmail.fm hey.com tutanota.com tutanota.de tuta.com tuta.io zoho.com zohomail.com mail.com email.com
  usa.com inbox.com hushmail.com mailbox.org posteo.de posteo.net web.de t-online.de freenet.de arcor.de online.de
  1und1.de vodafone.de o2online.de bluewin.ch hispeed.ch aon.at chello.at orange.fr wanadoo.fr free.fr laposte.net
  sfr.fr neuf.fr bbox.fr libero.it virgilio.it tiscali.it alice.it tin.it telefonica.net terra.es ziggo.nl kpnmail.nl
  hetnet.nl planet.nl telenet.be skynet.be proximus.be btinternet.com sky.com talktalk.net virginmedia.com ntlworld.com
  blueyonder.co.uk eircom.net telia.com comhem.se bredband.net online.no tdcadsl.dk mail.dk luukku.com kolumbus.fi
  wp.pl o2.pl onet.pl op.pl interia.pl tlen.pl gazeta.pl seznam.cz email.cz centrum.cz centrum.sk azet.sk freemail.hu
  citromail.hu abv.bg mail.bg inet.hr siol.net otenet.gr mynet.com walla.co.il walla.com mail.ru bk.ru list.ru inbox.ru
  internet.ru rambler.ru ukr.net i.ua meta.ua tut.by qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn
  sohu.com aliyun.com 139.com 189.cn naver.com hanmail.net daum.net nate.com kakao.com docomo.ne.jp ezweb.ne.jp
  au.com softbank.ne.jp i.softbank.jp nifty.com biglobe.ne.jp hinet.net pchome.com.tw rediffmail.com indiatimes.com
  bigpond.com optusnet.com.au xtra.co.nz comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net
  charter.net earthlink.net juno.com aim.com rogers.com shaw.ca sympatico.ca videotron.ca telus.net uol.com.br
  bol.com.br terra.com.br ig.com.br globo.com prodigy.net.mx`.split(/\s+/),
);
