package exchange.api.rest;

import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.Versioned;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions as strong entity tags. */
final class Versions {
  private static final Pattern TAG = Pattern.compile("\"([1-9][0-9]{0,8})\"");

  private Versions() {}

  static String tag(Versioned<?> edited) {
    return "\"" + edited.version() + "\"";
  }

  /**
   * @throws exchange.core.values.RefusedException {@code PRECONDITION_REQUIRED} without a tag,
   *     {@code PRECONDITION_FAILED} for one that no version has
   */
  static int required(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.isBlank()) {
      throw Refusal.of(RefusalCode.PRECONDITION_REQUIRED);
    }
    Matcher tag = TAG.matcher(ifMatch.strip());
    if (!tag.matches()) {
      throw Refusal.of(RefusalCode.PRECONDITION_FAILED);
    }
    return Integer.parseInt(tag.group(1));
  }
}
