package exchange.core.quote;

import exchange.core.capacity.CapacityProfile;
import exchange.core.lease.Conditions;
import exchange.core.lease.LeaseTerms;
import exchange.core.lease.Rulebook;
import exchange.core.listing.AcceptanceRule.Ground;
import exchange.core.listing.Bill;
import exchange.core.listing.Listing;
import exchange.core.listing.PriceFloor;
import exchange.core.listing.Pricing;
import exchange.core.member.CreditTier;
import exchange.core.quote.Eligibility.Candidate;
import exchange.core.quote.Eligibility.Stop;
import exchange.core.quote.Objection.Rule;
import exchange.core.request.LeaseRequest;
import exchange.core.values.DateRange;
import exchange.core.values.ExchangeRates;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/** Finds and prices the ways to serve a request; the same for quotes and for matching rounds. */
public final class Options {
  private final Pricing pricing;
  private final LocationCost locationCost;
  private final ExchangeRates rates;

  public Options(Pricing pricing, LocationCost locationCost, ExchangeRates rates) {
    this.pricing = pricing;
    this.locationCost = locationCost;
    this.rates = rates;
  }

  /**
   * What one slot can do for a request.
   *
   * @param options every stay that passes all rules, earliest first
   * @param objection when there are none, what stopped the stay that came farthest
   */
  public record Found(List<Option> options, Optional<Objection> objection) {
    public Found {
      options = List.copyOf(options);
    }
  }

  /** The outside option: what an exporter loses when the request is not served. */
  public Money budget(LeaseRequest request) {
    return rates.toMarket(request.budget());
  }

  /** The least budget, in whole units of the request's currency, that is above {@code landed}. */
  public Money budgetAbove(LeaseRequest request, Money landed) {
    return rates.wholeUnitsAbove(landed, request.budget().getCurrencyUnit());
  }

  /** What {@code listing} can do for {@code request}, asked at {@code now}. */
  public Found on(LeaseRequest request, Listing listing, CapacityProfile free, Instant now) {
    Sight sight = look(request, listing, free, now);
    return new Found(sight.options(), sight.stop().map(Stop::objection));
  }

  /** The same with a reason that is not yet in words, for those who look at many. */
  record Sight(List<Option> options, Optional<Stop> stop) {}

  Sight look(LeaseRequest request, Listing listing, CapacityProfile free, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, listing.site().zone());
    Candidate candidate = new Candidate(request, listing, free, today);
    Optional<Stop> stop = Eligibility.firstStop(candidate);
    return stop.isPresent()
        ? new Sight(List.of(), stop)
        : affordable(request, listing, candidate.starts());
  }

  /** The stays that the budget allows, of those that every other rule allows. */
  private Sight affordable(LeaseRequest request, Listing listing, List<LocalDate> starts) {
    Money budget = budget(request);
    List<Option> priced = price(request, listing, starts);
    List<Option> options =
        priced.stream().filter(option -> !option.landed().isGreaterThan(budget)).toList();
    if (!options.isEmpty()) {
      return new Sight(options, Optional.empty());
    }
    Money landed = priced.get(0).landed();
    Stop stop =
        new Stop(Rule.BUDGET, () -> "it would cost " + landed + " of a budget of " + budget);
    return new Sight(options, Optional.of(stop));
  }

  private List<Option> price(LeaseRequest request, Listing listing, List<LocalDate> starts) {
    LocationEstimate location = locationCost.estimate(request, listing.site());
    Money transport = location.total();
    List<Option> priced = new ArrayList<>(starts.size());
    int days = request.days();
    List<Bill> bills = pricing.price(listing.rateCard(), request.quantity(), days, starts);
    for (int i = 0; i < bills.size(); i++) {
      Bill bill = bills.get(i);
      DateRange stay = DateRange.ofDays(starts.get(i), days);
      Money landed = rates.toMarket(bill.total()).plus(transport);
      priced.add(new Option(request, listing, stay, bill, location, landed));
    }
    return priced;
  }

  /** What a lease by {@code option} would pin. */
  public LeaseTerms terms(Option option, Rulebook rulebook, CreditTier tier) {
    Conditions conditions = rulebook.conditions(tier, option.bill(), rates);
    List<Ground> grounds = Eligibility.grounds(option.listing(), option.request(), tier);
    return option.terms(
        grounds.isEmpty() ? conditions : conditions.with(rulebook.answering().asking(grounds)));
  }

  /** What no bill of the listing is below, in the market currency. */
  PriceFloor floor(Listing listing) {
    double rate = rates.rate(listing.rateCard().currency()).doubleValue();
    return pricing.floor(listing.rateCard()).times(1 / rate);
  }

  /** Of two objections, the one to the later rule: the slot that came closer to serving. */
  public static Optional<Objection> farther(Optional<Objection> one, Optional<Objection> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return other.get().rule().compareTo(one.get().rule()) > 0 ? other : one;
  }
}
