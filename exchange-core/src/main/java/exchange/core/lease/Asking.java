package exchange.core.lease;

import exchange.core.listing.AcceptanceRule.Ground;
import java.util.List;

/**
 * That the owner of a lease decides on it once it is settled. See {@link AnswerTimes} for the
 * times.
 *
 * @param grounds why it is asked
 * @param hours it has to answer
 * @param leadHours before the first day begins it must have answered, too
 */
public record Asking(List<Ground> grounds, int hours, int leadHours) {
  public Asking {
    grounds = List.copyOf(grounds);
  }
}
