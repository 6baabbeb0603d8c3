package exchange.core.lease;

import exchange.core.listing.AcceptanceRule.Ground;
import exchange.core.values.Refusal;
import java.util.List;

/**
 * How long an owner who is asked about a lease has to answer; a lease that it has not accepted then
 * is off.
 *
 * @param hours after the settlement
 * @param leadHours before the first day begins, if that is earlier
 */
public record AnswerTimes(int hours, int leadHours) {
  /** Longest that an exporter waits. */
  public static final int MOST_HOURS = 144;

  /** What is left of the lead days that a listing asks for must do to answer in. */
  public static final int MOST_LEAD_HOURS = 12;

  public AnswerTimes {
    if (hours < 1 || hours > MOST_HOURS) {
      throw Refusal.invalid("answering.hours", "must lie between 1 and " + MOST_HOURS);
    }
    if (leadHours < 0 || leadHours > MOST_LEAD_HOURS) {
      throw Refusal.invalid("answering.leadHours", "must lie between 0 and " + MOST_LEAD_HOURS);
    }
  }

  public Asking asking(List<Ground> grounds) {
    return new Asking(grounds, hours, leadHours);
  }
}
