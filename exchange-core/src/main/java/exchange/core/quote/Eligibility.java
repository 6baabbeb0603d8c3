package exchange.core.quote;

import exchange.core.capacity.CapacityProfile;
import exchange.core.listing.AcceptanceRule;
import exchange.core.listing.AcceptanceRule.Ground;
import exchange.core.listing.Listing;
import exchange.core.member.CreditTier;
import exchange.core.quote.Objection.Rule;
import exchange.core.request.LeaseRequest;
import exchange.core.values.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Which slots may serve a request at all. Adding a rule is adding a line. */
public final class Eligibility {

  /** A request, a slot, what is free there, and the day it is at the site. */
  record Candidate(LeaseRequest request, Listing listing, CapacityProfile free, LocalDate today) {

    /** The first day that is not past, in the window, and early enough to be asked for. */
    LocalDate earliest() {
      return later(later(request.earliestStart(), soonest()), listing.window().from());
    }

    /** Of a lease that its owner may have to decide on, not so soon that it has no time to. */
    LocalDate soonest() {
      return grounds(listing, request, CreditTier.LOWEST).isEmpty()
          ? today
          : today.plusDays(AcceptanceRule.LEAD_DAYS);
    }

    LocalDate latest() {
      LocalDate last = listing.window().to().minusDays(request.days());
      return last.isBefore(request.latestStart()) ? last : request.latestStart();
    }

    /** The first days of all stays that the calendar allows, once some stay is in the window. */
    List<LocalDate> starts() {
      return free.starts(earliest(), latest(), request.days(), request.quantity());
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
      return one.isBefore(other) ? other : one;
    }
  }

  private record Check(Rule rule, Predicate<Candidate> passes, Function<Candidate, String> why) {}

  private static final List<Check> CHECKS =
      List.of(
          new Check(
              Rule.STORAGE_CLASS,
              c -> c.listing().storageClass() == c.request().storageClass(),
              c ->
                  c.request().storageClass()
                      + " is asked for, "
                      + c.listing().storageClass()
                      + " is offered"),
          new Check(
              Rule.UNIT,
              c -> c.listing().unit() == c.request().unit(),
              c -> "asked for in " + c.request().unit() + ", offered in " + c.listing().unit()),
          new Check(
              Rule.OWN_LISTING,
              c -> !c.listing().isLetBy(c.request().exporterId()),
              c -> "an organization does not lease from itself"),
          new Check(Rule.LISTING_CLOSED, c -> c.listing().open(), c -> "the listing is closed"),
          new Check(
              Rule.MINIMUM_QUANTITY,
              c -> c.request().quantity() >= c.listing().minimumQuantity(),
              c -> "the least is " + c.listing().minimumQuantity() + " units"),
          new Check(
              Rule.MINIMUM_TERM,
              c -> c.request().days() >= c.listing().minimumDays(),
              c -> "the shortest lease is " + c.listing().minimumDays() + " days"),
          new Check(
              Rule.QUANTITY,
              c -> c.request().quantity() <= c.listing().quantity(),
              c -> "the listing has " + c.listing().quantity() + " units in all"),
          new Check(
              Rule.PAST,
              c -> !c.request().latestStart().isBefore(c.today()),
              c -> "it is already " + c.today() + " at the site"),
          new Check(
              Rule.LEAD_TIME,
              c -> !c.request().latestStart().isBefore(c.soonest()),
              c -> "its owner decides on it first, so it begins on " + c.soonest() + " or later"),
          new Check(
              Rule.WINDOW,
              c -> !c.earliest().isAfter(c.latest()),
              c ->
                  "offered from "
                      + c.listing().window().from()
                      + " to "
                      + c.listing().window().to()),
          new Check(
              Rule.CAPACITY,
              c -> !c.starts().isEmpty(),
              c -> {
                DateRange first = DateRange.ofDays(c.earliest(), c.request().days());
                return "on some day only " + c.free().least(first) + " units are free";
              }));

  private Eligibility() {}

  /** Why the owner of a slot decides on a lease to an exporter of that tier. */
  static List<Ground> grounds(Listing listing, LeaseRequest request, CreditTier tier) {
    return listing
        .acceptance()
        .grounds(request.exporterId(), tier, request.goods(), request.quantity(), request.days());
  }

  /** A rule that stops a candidate. It puts the reason into words only when it is asked. */
  record Stop(Rule rule, Supplier<String> why) {
    Objection objection() {
      return new Objection(rule, why.get());
    }
  }

  /** The first rule that leaves no stay, if one does. */
  static Optional<Stop> firstStop(Candidate candidate) {
    for (Check check : CHECKS) {
      if (!check.passes().test(candidate)) {
        return Optional.of(new Stop(check.rule(), () -> check.why().apply(candidate)));
      }
    }
    return Optional.empty();
  }
}
