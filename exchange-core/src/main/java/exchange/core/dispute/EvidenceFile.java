package exchange.core.dispute;

import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** A file with its content, which is what its type says. */
public final class EvidenceFile {
  /** Of a file, in bytes. */
  public static final int MOST_BYTES = 1 << 20;

  private final Evidence evidence;
  private final byte[] content;

  /**
   * @throws exchange.core.values.RefusedException {@code PAYLOAD_TOO_LARGE}, {@code
   *     VALIDATION_FAILED} for what is not of that type
   */
  public EvidenceFile(UUID id, String name, EvidenceType type, byte[] content) {
    if (content.length > MOST_BYTES) {
      throw Refusal.of(RefusalCode.PAYLOAD_TOO_LARGE);
    } else if (content.length == 0 || !type.fits(content)) {
      throw Refusal.invalid("content", "is no " + type.mediaType());
    }
    this.content = content.clone();
    this.evidence = new Evidence(id, name, type, content.length, sha256(content));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public Evidence evidence() {
    return evidence;
  }

  public byte[] content() {
    return content.clone();
  }
}
