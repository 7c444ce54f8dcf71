import { fromBER, ObjectIdentifier, OctetString, Sequence } from "asn1js";

const signedData = "1.2.840.113549.1.7.2";
const envelopedData = /^1\.2\.840\.113549\.1\.(?:7\.3|7\.6|9\.16\.1\.23)$/;

/** What a CMS message (RFC 5652) has signed, its signature not verified. Null where it has none within itself. */
export function signedContent(bytes: Uint8Array): Uint8Array<ArrayBuffer> | "encrypted" | null {
  try {
    const { result } = fromBER(new Uint8Array(bytes).buffer);
    const [type, wrapper] = childrenOf(result);
    const name = type instanceof ObjectIdentifier ? type.valueBlock.toString() : "";
    if (envelopedData.test(name)) return "encrypted";
    if (name !== signedData) return null;
    const info = childrenOf(childrenOf(wrapper)[0]).find((one) => one instanceof Sequence);
    const [content] = childrenOf(childrenOf(info)[1]);
    return content instanceof OctetString ? new Uint8Array(content.getValue()) : null;
  } catch {
    return null;
  }
}

function childrenOf(block: unknown): unknown[] {
  const { value } = (block as { valueBlock?: { value?: unknown } } | undefined)?.valueBlock ?? {};
  return Array.isArray(value) ? value : [];
}
