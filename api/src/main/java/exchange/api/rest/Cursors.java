package exchange.api.rest;

import exchange.core.values.Page;
import exchange.core.values.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Positions in a list, in a spelling that nobody is tempted to count with. */
final class Cursors {
  private Cursors() {}

  /**
   * @throws exchange.core.values.RefusedException {@code VALIDATION_FAILED} for a cursor that no
   *     page gave
   */
  static Page.Query query(int limit, @Nullable String cursor) {
    return new Page.Query(limit, Optional.ofNullable(cursor).map(Cursors::position));
  }

  static @Nullable String next(Page<?> page) {
    return page.next().map(Cursors::spelled).orElse(null);
  }

  private static String spelled(long position) {
    byte[] digits = Long.toString(position).getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digits);
  }

  private static long position(String cursor) {
    try {
      byte[] digits = Base64.getUrlDecoder().decode(cursor);
      long position = Long.parseLong(new String(digits, StandardCharsets.US_ASCII));
      if (position > 0 && spelled(position).equals(cursor)) {
        return position;
      }
    } catch (IllegalArgumentException none) {
      // Refused below, like a position that nobody spells so.
    }
    throw Refusal.invalid("cursor", "must be the nextCursor of an earlier page, or left out");
  }
}
