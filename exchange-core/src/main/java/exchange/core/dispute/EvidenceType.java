package exchange.core.dispute;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The kinds of file that are taken as evidence, and how each begins. */
public enum EvidenceType {
  PDF("application/pdf", "255044462d"),
  PNG("image/png", "89504e470d0a1a0a"),
  JPEG("image/jpeg", "ffd8ff"),
  /** UTF-8, without what is no text. */
  TEXT("text/plain", "");

  private final String mediaType;
  private final String begin;

  EvidenceType(String mediaType, String begin) {
    this.mediaType = mediaType;
    this.begin = begin;
  }

  public String mediaType() {
    return mediaType;
  }

  public static Optional<EvidenceType> of(String mediaType) {
    return Arrays.stream(values()).filter(each -> each.mediaType.equals(mediaType)).findFirst();
  }

  /** Whether the content is what its type says. */
  boolean fits(byte[] content) {
    return this == TEXT
        ? isText(content)
        : HexFormat.of()
            .formatHex(content, 0, Math.min(content.length, begin.length() / 2))
            .equals(begin);
  }

  private static boolean isText(byte[] content) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(content))
          .chars()
          .noneMatch(each -> Character.isISOControl(each) && !Character.isWhitespace(each));
    } catch (CharacterCodingException none) {
      return false;
    }
  }
}
