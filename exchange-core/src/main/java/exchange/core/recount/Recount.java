package exchange.core.recount;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Every counter of the books beside what its rows add up to: the units taken on each day of each
 * slot, and the balance of each account.
 *
 * @param counters how many were counted anew
 * @param wrong how many of them differ from their rows; it should be none
 * @param differences the first of those
 */
public record Recount(
    Instant at, Duration took, long counters, long wrong, List<Difference> differences) {

  public boolean isInOrder() {
    return wrong == 0;
  }

  /**
   * @param counter names it, such as {@code slot 7f3a… on 2027-02-14}
   * @param recorded what the counter says
   * @param counted what its rows add up to
   */
  public record Difference(String counter, long recorded, long counted) {}
}
