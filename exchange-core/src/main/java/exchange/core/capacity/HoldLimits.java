package exchange.core.capacity;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;

/**
 * How long a hold lives, and how many live ones its exporter may have taken itself.
 *
 * @param most empty for a hold that a matching round proposes: its exporter did not ask for it, so
 *     it neither counts nor is counted
 */
public record HoldLimits(Duration life, OptionalInt most) {
  public static HoldLimits asked(Duration life, int most) {
    return new HoldLimits(life, OptionalInt.of(most));
  }

  /** The same with another number, where there is one. */
  public HoldLimits scaled(IntUnaryOperator number) {
    return most.isPresent() ? asked(life, number.applyAsInt(most.getAsInt())) : this;
  }

  public static HoldLimits proposed(Duration life) {
    return new HoldLimits(life, OptionalInt.empty());
  }
}
