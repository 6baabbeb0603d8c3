package exchange.core.capacity;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How long a hold lives, and how many live ones its exporter may have taken itself.
 *
 * @param most by the usual measure, of which the exporter's credit tier has more or less; empty for
 *     a hold that a matching round proposes: its exporter did not ask for it, so it neither counts
 *     nor is counted
 */
public record HoldLimits(Duration life, OptionalInt most) {
  public static HoldLimits asked(Duration life, int most) {
    return new HoldLimits(life, OptionalInt.of(most));
  }

  public static HoldLimits proposed(Duration life) {
    return new HoldLimits(life, OptionalInt.empty());
  }
}
