package exchange.core.matching;

import exchange.core.listing.Bill;
import exchange.core.quote.Objection;
import exchange.core.request.LeaseRequest;
import exchange.core.values.DateRange;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.joda.money.Money;

/**
 * Why a request got what it got; for its exporter and operators only.
 *
 * @param bill of the space that it got; empty if that is in parts, whose terms have theirs
 * @param nextBest the cheapest way to serve it elsewhere, if there was one
 * @param near when it got nothing: what came closest, and what stopped it
 * @param wins when it got nothing: changes that would have won it space
 */
public record Reasons(
    Optional<Bill> bill, Optional<Alternative> nextBest, List<Near> near, List<Win> wins) {

  /**
   * @param regret how much dearer it is than what the request got; negative when others need the
   *     cheaper space more
   */
  public record Alternative(UUID listingId, DateRange stay, Money landed, Money regret) {}

  /** A listing that came close, and the first rule that stopped it. */
  public record Near(UUID listingId, Objection objection) {}

  /** What of a request would have to be different. */
  public enum Change {
    BUDGET,
    QUANTITY,
    DAYS,
    START,
    STORAGE_CLASS,
    UNIT,
    SPLITTING
  }

  /**
   * A request so changed that the round, solved again, serves it.
   *
   * @param request as it would have to be
   * @param listingIds one, unless it would be split
   */
  public record Win(
      Set<Change> changes,
      LeaseRequest request,
      List<UUID> listingIds,
      DateRange stay,
      Money landed) {
    public Win {
      changes = Set.copyOf(changes);
      listingIds = List.copyOf(listingIds);
    }
  }

  public Reasons {
    near = List.copyOf(near);
    wins = List.copyOf(wins);
  }
}
