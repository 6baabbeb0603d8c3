package exchange.api.demo;

import exchange.api.demo.DemoListings.Offered;
import exchange.core.quote.Objection.Rule;
import exchange.core.request.LeaseRequest;
import exchange.core.request.Splitting;
import exchange.core.values.Places;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;

/** Draws what the exporters of the demo ask for. */
final class DemoRequests {
  private static final int REQUESTS = 320;

  /** The share of requests that hope to pay less than anybody asks. */
  private static final double HOPEFUL = 0.02;

  /** Units from which on a request is a large one. */
  private static final int BULK = 40;

  /** Units from which on the goods may lie in several warehouses. */
  private static final int DIVISIBLE = 80;

  private static final Splitting PARTS = new Splitting(20, 3);

  /**
   * A wish with its budget.
   *
   * @param impossible the rule that it breaks on purpose
   */
  record Draft(Wish wish, BigDecimal budgetInUsd, Optional<Rule> impossible) {}

  /** The requests, and the rules that the impossible ones break. */
  record Drawn(List<LeaseRequest> requests, Map<UUID, Rule> impossible) {}

  private final List<DemoMarket.Member> exporters;
  private final DemoWishes wishes;
  private final DemoBudgets budgets;
  private final DemoImpossible impossible;
  private final Dice dice;

  DemoRequests(
      LocalDate start,
      Places places,
      List<DemoMarket.Member> exporters,
      List<Offered> offers,
      DemoBudgets budgets,
      Dice dice) {
    this.exporters = exporters;
    this.wishes = new DemoWishes(start, places, offers, dice);
    this.budgets = budgets;
    this.impossible = new DemoImpossible(start, offers, wishes, budgets, dice);
    this.dice = dice;
  }

  Drawn draw() {
    List<Draft> drafts = new ArrayList<>(impossible.draw());
    while (drafts.size() < REQUESTS) {
      drafts.add(ordinary());
    }
    List<LeaseRequest> requests = new ArrayList<>();
    Map<UUID, Rule> rules = new HashMap<>();
    for (Draft draft : dice.shuffled(drafts)) {
      LeaseRequest request = file(DemoMarket.id("request", requests.size() + 1), draft);
      requests.add(request);
      draft.impossible().ifPresent(rule -> rules.put(request.id(), rule));
    }
    return new Drawn(requests, rules);
  }

  private Draft ordinary() {
    Wish wish = wishes.at(wishes.anchor());
    BigDecimal times = BigDecimal.valueOf(generosity(wish));
    return new Draft(wish, budgets.cheapest(wish).multiply(times), Optional.empty());
  }

  /** Who moves a lot counts every cent; for a few pallets, being there matters more. */
  private double generosity(Wish wish) {
    if (dice.chance(HOPEFUL)) {
      return dice.between(0.6, 0.9);
    }
    return wish.quantity() >= BULK ? dice.between(1.05, 1.3) : dice.between(1.15, 2.8);
  }

  private LeaseRequest file(UUID id, Draft draft) {
    DemoMembers.Trade trade =
        dice.pick(
            DemoMembers.TRADES.stream()
                .filter(each -> each.storageClass() == draft.wish().storageClass())
                .toList());
    UUID exporterId = exporters.get(trade.exporter() - 1).organization().id();
    CurrencyUnit currency = currency(draft.wish());
    LeaseRequest request =
        draft
            .wish()
            .request(id, exporterId, trade.goods(), budgets.rounded(draft.budgetInUsd(), currency));
    boolean divisible = draft.impossible().isEmpty() && request.quantity() >= DIVISIBLE;
    return divisible ? request.splitBy(PARTS) : request;
  }

  /** Exporters think in dollars, in what they are paid where they sell, or in what they earn. */
  private CurrencyUnit currency(Wish wish) {
    if (dice.chance(0.6)) {
      return CurrencyUnit.USD;
    }
    return dice.chance(0.6)
        ? CountryCustom.of(wish.markets().get(0).place().country()).currency()
        : CurrencyUnit.of("CNY");
  }
}
