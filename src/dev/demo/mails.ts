/** The demo's mail: what customers wrote, and what the team answers. Names and addresses are made up. */
export interface DemoMail {
  readonly name: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly files?: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly content: string;
    readonly cid?: string;
  }[];
  readonly reply?: { readonly agent: string; readonly text: string };
}

/** Two coffee beans, drawn in 24 pixels. */
const beans =
  "iVBORw0KGgoAAAANSUhEUgAAABgAAAAYCAYAAADgdz34AAAAYUlEQVR42u3TQQ2AMBBE0e8AKZWADCQgAQlIQAISkIAEJCABCUigAnYPe4FNuExyk+mhL5O0FYD/cwBmoAMrkG6XJC2SjqQtSXZvSZL0JJ2SNkmX5BkYgRVoQAb6uzN7ADLlIAhYgm2LAAAAAElFTkSuQmCC";

export const demoMails: Readonly<Record<string, readonly DemoMail[]>> = {
  acme: [
    {
      name: "Rosa Iyer",
      from: "rosa@harbour-hotel.test",
      subject: "Coffee for a hotel with 40 rooms",
      text: "Hello,\n\nwe open in spring and look for a roaster nearby. About 12 kg a week, half of it decaf.\nCould you send us your wholesale prices, and do you lend grinders?\n\nBest wishes,\nRosa Iyer\nHarbour Hotel",
      html: `<p>Hello,</p><p>we open in spring and look for a roaster nearby:</p><table border="1" cellpadding="6"><tr><th>Coffee</th><th>a week</th></tr><tr><td>Espresso</td><td>6 kg</td></tr><tr><td>Decaf</td><td>6 kg</td></tr></table><p>Could you send us your <b>wholesale prices</b>, and do you lend grinders?</p><p>Best wishes,<br>Rosa Iyer<br><img src="cid:beans" alt="Harbour Hotel" width="24" height="24"> <a href="https://harbour-hotel.test/">Harbour Hotel</a></p>`,
      files: [{ filename: "beans.png", contentType: "image/png", content: beans, cid: "beans" }],
      reply: {
        agent: "Ana",
        text: "Hi Rosa,\n\nwhat a lovely place to open. Our wholesale prices: https://acme.test/wholesale\nA grinder comes with every contract over 10 kg a week. Shall we bring samples by on Thursday?\n\nAna",
      },
    },
    {
      name: "Tomás Pereira",
      from: "tomas@customer.test",
      subject: "Invoice for order 2071",
      text: "Hi,\n\nmy accountant asks for the invoice of order 2071 with our company's name on it. The data is in the file.\n\nThanks\nTomás",
      files: [
        {
          filename: "company.txt",
          contentType: "text/plain",
          content: Buffer.from("Pereira & Filhos Lda\nRua das Flores 12\nPorto\n").toString("base64"),
        },
      ],
    },
  ],
  globex: [
    {
      name: "Nadia Haddad",
      from: "nadia@customer.test",
      subject: "Change of our dates",
      text: "Hello, we would like to travel a week later than booked. Is that possible without a fee?\n\nNadia",
    },
  ],
};
