package exchange.api.faults;

import static java.util.stream.Collectors.groupingBy;

import exchange.api.faults.History.Call;
import exchange.api.faults.History.Change;
import exchange.api.faults.History.Kind;
import exchange.api.faults.History.Space;
import exchange.api.faults.History.Span;
import exchange.api.faults.Round.FinalState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Judges a history from outside, knowing nothing of how the exchange works. What is in doubt counts
 * for the exchange: a hold is taken for live only from its acknowledgement on, and for over as soon
 * as it may be.
 */
final class Checker {
  /** What the exchange promises. */
  enum Promise {
    /** Never more held and leased, on any day of a slot, than there is. */
    CAPACITY,
    /** What was acknowledged is there once, and nothing that nobody asked for. */
    NOTHING_LOST,
    /** The same intent has the same answer, and another one under its key none. */
    IDEMPOTENCY,
    /** A reservation ends once and stays what it became, for whoever reads it. */
    STATES,
    /** A hold can be confirmed until it expires, and not afterwards. */
    EXPIRY,
    /** Money moves from wallet to escrow and deposit and is neither made nor lost. */
    MONEY,
    /** No hold is refused for want of space that has been free for four seconds. */
    COURT,
    /** A lease is what was agreed: what is given back or handed over is gone from it, once. */
    CHANGES,
    /** Failures are the stated ones, which say when to try again. */
    ANSWERS,
    /** Tables, counters and events agree with each other. */
    BOOKS
  }

  record Violation(Promise promise, String what) {}

  private static final int DAYS = 16;
  private static final Duration COURT_PATIENCE = Duration.ofSeconds(4);
  private static final Set<String> REFUSALS =
      Set.of(
          "CAPACITY_EXHAUSTED",
          "REQUEST_NOT_OPEN",
          "QUOTE_EXPIRED",
          "RESERVATION_EXPIRED",
          "RESERVATION_ENDED",
          "LISTING_CLOSED",
          "IDEMPOTENCY_KEY_IN_FLIGHT",
          "IDEMPOTENCY_KEY_REUSED");

  /** Above all, nobody who takes over is told that there is no room. */
  private static final Map<Kind, Set<String>> REFUSALS_OF_CHANGES =
      Map.of(
          Kind.PREPARE,
          Set.of("SUBLET_EXCEEDS_LEASE", "LISTING_CLOSED", "IDEMPOTENCY_KEY_IN_FLIGHT"),
          Kind.AMEND,
          Set.of("SUBLET_IN_THE_WAY", "QUOTE_EXPIRED", "IDEMPOTENCY_KEY_IN_FLIGHT"),
          Kind.ANNEX,
          Set.of(
              "CAPACITY_EXHAUSTED", "LISTING_CLOSED", "QUOTE_EXPIRED", "IDEMPOTENCY_KEY_IN_FLIGHT"),
          Kind.TAKE,
          Set.of("SUBLET_IN_THE_WAY", "IDEMPOTENCY_KEY_IN_FLIGHT"));

  private final History history;
  private final FinalState last;
  private final Map<String, List<Call>> changes;
  private final Map<String, List<Cut>> cuts;
  private final List<Hold> holds;
  private final Map<String, List<Hold>> byListing;
  private final List<Violation> violations = new ArrayList<>();

  Checker(History history, FinalState last) {
    this.history = history;
    this.last = last;
    Map<String, List<Call>> decisions =
        Stream.of(Kind.CONFIRM, Kind.RELEASE)
            .flatMap(kind -> history.calls(kind).stream())
            .collect(groupingBy(Call::subject));
    changes =
        Stream.of(Kind.AMEND, Kind.ANNEX, Kind.TAKE)
            .flatMap(kind -> history.calls(kind).stream())
            .collect(groupingBy(Call::key));
    cuts =
        history.changes().stream()
            .filter(
                change -> change.left() < Integer.MAX_VALUE && changes.containsKey(change.key()))
            .collect(groupingBy(Change::lease, Collectors.mapping(this::cut, Collectors.toList())));
    Stream<Hold> held =
        history.calls(Kind.HOLD).stream()
            .collect(groupingBy(call -> call.key() + call.body()))
            .values()
            .stream()
            .map(calls -> hold(calls, decisions));
    Stream<Hold> made =
        history.changes().stream()
            .filter(change -> change.made().isPresent() && changes.containsKey(change.key()))
            .map(this::made);
    holds = Stream.concat(held, made).toList();
    byListing = holds.stream().collect(groupingBy(hold -> hold.space().listing()));
  }

  List<Violation> judge() {
    capacity();
    nothingLost();
    idempotency();
    states();
    expiry();
    money();
    court();
    changes();
    answers();
    last.disorder().forEach(wrong -> violate(Promise.BOOKS, wrong));
    return violations;
  }

  /**
   * A lease has fewer units from a day on.
   *
   * @param left as many
   * @param sent when it was sent first
   * @param acknowledged the first answer that gave it
   */
  private record Cut(
      int from, int left, Instant sent, Optional<Instant> acknowledged, boolean refused) {
    boolean isInDoubt() {
      return acknowledged.isEmpty() && !refused;
    }
  }

  private Cut cut(Change change) {
    List<Call> calls = changes.get(change.key());
    return new Cut(
        change.from(),
        change.left(),
        first(calls.stream(), Call::begin).orElseThrow().begin(),
        first(calls.stream().filter(Call::ok), Call::end).map(Call::end),
        calls.stream().noneMatch(Call::ok) && calls.stream().anyMatch(call -> !call.inDoubt()));
  }

  /** What is added or taken over is held and leased at once. */
  private Hold made(Change change) {
    List<Call> calls = changes.get(change.key());
    Optional<Call> ok = first(calls.stream().filter(Call::ok), Call::end);
    return new Hold(
        change.made().orElseThrow(),
        first(calls.stream(), Call::begin).orElseThrow().begin(),
        calls.stream().map(Call::end).max(Comparator.naturalOrder()).orElseThrow(),
        ok,
        calls.stream().filter(call -> ok.isEmpty() && !call.inDoubt()).map(Call::code).findFirst(),
        Optional.empty(),
        Optional.empty(),
        true,
        ok.map(call -> call.text("id")),
        ok.map(call -> cuts.getOrDefault(call.text("id"), List.of())).orElse(List.of()));
  }

  /**
   * One intent to hold, and what became of it.
   *
   * @param asked when it was sent first
   * @param answered when its last answer came
   * @param acknowledged the first answer that gave it
   * @param refused the code of what was definitely refused
   * @param released when its release was first sent, and when acknowledged
   * @param contract that it became for certain
   * @param cuts of that
   */
  private record Hold(
      Space space,
      Instant asked,
      Instant answered,
      Optional<Call> acknowledged,
      Optional<String> refused,
      Optional<Instant> releaseSent,
      Optional<Instant> released,
      boolean confirmSent,
      Optional<String> contract,
      List<Cut> cuts) {

    boolean confirmed() {
      return contract.isPresent();
    }

    String reservation() {
      Call call = acknowledged.orElseThrow();
      return call.text(call.kind() == Kind.HOLD ? "id" : "reservationId");
    }

    Instant expiresAt() {
      return acknowledged.orElseThrow().expiresAt();
    }

    /** Until when it holds its space for certain. */
    Instant certainEnd() {
      return confirmed()
          ? Instant.MAX
          : releaseSent.filter(expiresAt()::isAfter).orElse(expiresAt());
    }

    /** Until when it may hold its space. */
    Instant possibleEnd() {
      if (refused.isPresent()) {
        return answered;
      } else if (acknowledged.isEmpty() || (confirmSent && released.isEmpty())) {
        return Instant.MAX;
      }
      return released.filter(expiresAt()::isAfter).orElse(expiresAt());
    }

    /** What it takes of a day for certain: what may be given back is not. */
    List<Taken> certain(int day) {
      Instant from = acknowledged.orElseThrow().end();
      List<Taken> all = new ArrayList<>();
      int units = space.units();
      for (Cut cut : cuts) {
        if (!cut.refused() && day >= cut.from() && cut.left() < units) {
          all.add(new Taken(from, cut.sent(), units - cut.left()));
          units = cut.left();
        }
      }
      all.add(new Taken(from, certainEnd(), units));
      return all.stream().filter(span -> span.from().isBefore(span.to())).toList();
    }

    /**
     * What it may take of a day from an instant on: what was certainly given back before is not.
     */
    int possible(int day, Instant from) {
      return cuts.stream()
          .filter(cut -> day >= cut.from())
          .filter(cut -> cut.acknowledged().filter(from::isAfter).isPresent())
          .mapToInt(Cut::left)
          .reduce(space.units(), Math::min);
    }

    /** What it has of a day at the end. */
    int atLast(int day) {
      return space.on(day) == 0 ? 0 : possible(day, Instant.MAX);
    }
  }

  /** Another body under the same key is a question of its own: it takes space until refused. */
  private Hold hold(List<Call> calls, Map<String, List<Call>> decisions) {
    Call first = calls.stream().min(Comparator.comparing(Call::begin)).orElseThrow();
    Optional<Call> ok = first(calls.stream().filter(Call::ok), Call::end);
    List<Call> later =
        ok.map(call -> decisions.getOrDefault(call.text("id"), List.of())).orElse(List.of());
    Function<Kind, Stream<Call>> of = kind -> later.stream().filter(call -> call.kind() == kind);
    Optional<String> contract =
        later.stream()
            .filter(call -> call.kind() == Kind.CONFIRM && call.ok())
            .map(call -> call.text("id"))
            .findFirst();
    return new Hold(
        history.space(first.subject()),
        first.begin(),
        calls.stream().map(Call::end).max(Comparator.naturalOrder()).orElseThrow(),
        ok,
        calls.stream().filter(call -> ok.isEmpty() && !call.inDoubt()).map(Call::code).findFirst(),
        first(of.apply(Kind.RELEASE), Call::begin).map(Call::begin),
        first(of.apply(Kind.RELEASE).filter(Call::ok), Call::end).map(Call::end),
        of.apply(Kind.CONFIRM).anyMatch(call -> call.ok() || call.inDoubt()),
        contract,
        contract.map(id -> cuts.getOrDefault(id, List.of())).orElse(List.of()));
  }

  private static Optional<Call> first(Stream<Call> calls, Function<Call, Instant> by) {
    return calls.min(Comparator.comparing(by));
  }

  private record Taken(Instant from, Instant to, int units) {}

  private void capacity() {
    history.capacities.forEach(
        (listing, capacity) -> {
          for (int day = 0; day < DAYS; day++) {
            int number = day;
            int most =
                most(
                    on(listing, day)
                        .filter(hold -> hold.acknowledged().isPresent())
                        .flatMap(hold -> hold.certain(number).stream())
                        .toList());
            if (most > capacity) {
              violate(Promise.CAPACITY, "%d of %d on day %d".formatted(most, capacity, day));
            }
          }
        });
  }

  private Stream<Hold> on(String listing, int day) {
    return byListing.getOrDefault(listing, List.of()).stream()
        .filter(hold -> hold.space().on(day) > 0);
  }

  /** Most units at one time. */
  private static int most(List<Taken> spans) {
    NavigableMap<Instant, Integer> changes = new TreeMap<>();
    for (Taken span : spans) {
      changes.merge(span.from(), span.units(), Integer::sum);
      changes.merge(span.to(), -span.units(), Integer::sum);
    }
    int most = 0;
    int now = 0;
    for (int change : changes.values()) {
      now += change;
      most = Math.max(most, now);
    }
    return most;
  }

  private void nothingLost() {
    Map<String, Long> there = count(last.reservations().stream(), "id");
    // The reservations of the exporter who waits for expiries are not read at the end.
    Set<String> listed =
        last.reservations().stream()
            .map(each -> each.path("terms").path("exporterId").asString())
            .collect(Collectors.toSet());
    for (Hold hold : holds) {
      hold.acknowledged()
          .map(call -> hold.reservation())
          .filter(id -> history.deposits.containsKey(hold.space().exporter()))
          .filter(id -> listed.contains(hold.space().exporter()))
          .filter(id -> there.getOrDefault(id, 0L) != 1)
          .ifPresent(
              id ->
                  violate(
                      Promise.NOTHING_LOST,
                      "hold %s is there %s times".formatted(id, there.get(id))));
    }
    Set<String> known =
        holds.stream()
            .filter(hold -> hold.acknowledged().isPresent())
            .map(Hold::reservation)
            .collect(Collectors.toSet());
    long doubtful =
        holds.stream().filter(h -> h.acknowledged().isEmpty() && h.refused().isEmpty()).count();
    long unknown = there.keySet().stream().filter(id -> !known.contains(id)).count();
    long surplus = unknown - doubtful - last.proposals();
    if (surplus > 0) {
      violate(Promise.NOTHING_LOST, "%d holds that nobody asked for".formatted(surplus));
    }

    Map<String, Long> leases = count(last.contracts().stream(), "id");
    Set<String> sent = new HashSet<>();
    for (Call call : history.calls(Kind.CONFIRM)) {
      if (call.ok() || call.inDoubt()) {
        sent.add(call.subject());
      }
    }
    for (Hold hold : holds) {
      hold.contract()
          .filter(id -> leases.getOrDefault(id, 0L) != 1)
          .ifPresent(
              id -> violate(Promise.NOTHING_LOST, "contract %s is not there once".formatted(id)));
    }
    history.changes().stream()
        .flatMap(change -> change.made().stream())
        .forEach(space -> sent.add(space.quote()));
    for (JsonNode lease : last.contracts()) {
      if (!sent.contains(lease.path("reservationId").asString())) {
        violate(
            Promise.NOTHING_LOST,
            "a contract that nobody asked for: %s".formatted(lease.path("id")));
      }
    }
  }

  private static Map<String, Long> count(Stream<JsonNode> items, String field) {
    return items.collect(groupingBy(item -> item.path(field).asString(), Collectors.counting()));
  }

  private void idempotency() {
    history.calls().stream()
        .filter(call -> !call.key().isEmpty() && !call.inDoubt())
        .collect(groupingBy(call -> call.kind() + call.key()))
        .values()
        .forEach(this::sameAnswer);
  }

  private void sameAnswer(List<Call> calls) {
    Call first = calls.get(0);
    for (Call call : calls) {
      boolean same = call.body().equals(first.body());
      if (same && !(call.status() == first.status() && call.answer().equals(first.answer()))) {
        violate(
            Promise.IDEMPOTENCY,
            "%s was answered %s, then %s".formatted(first.kind(), first, call));
      }
      if (!same && !call.code().equals("IDEMPOTENCY_KEY_REUSED")) {
        violate(
            Promise.IDEMPOTENCY,
            "another body under a key was answered %s".formatted(call.answer()));
      }
    }
  }

  private void states() {
    Map<String, String> ended = new HashMap<>();
    Map<String, Instant> since = new HashMap<>();
    Map<String, String> ends =
        last.reservations().stream()
            .collect(
                Collectors.toMap(
                    each -> each.path("id").asString(),
                    each -> each.path("state").asString(),
                    (one, other) -> other));
    List<Call> seen =
        Stream.of(Kind.READ, Kind.RELEASE, Kind.CONFIRM)
            .flatMap(kind -> history.calls(kind).stream())
            .filter(call -> !call.inDoubt())
            .sorted(Comparator.comparing(Call::end))
            .toList();
    for (Call call : seen) {
      if (call.status() == 404) {
        violate(Promise.STATES, "an acknowledged hold is not found: %s".formatted(call.subject()));
      }
      if (!call.ok()) {
        continue;
      }
      String state = call.kind() == Kind.CONFIRM ? "CONFIRMED" : call.text("state");
      String end = ended.get(call.subject());
      if (end != null && since.get(call.subject()).isBefore(call.begin()) && !end.equals(state)) {
        violate(Promise.STATES, "%s became %s".formatted(end, state));
      }
      if (!state.equals("HELD")) {
        ended.putIfAbsent(call.subject(), state);
        since.putIfAbsent(call.subject(), call.end());
      }
    }
    ended.forEach(
        (id, state) -> {
          if (ends.containsKey(id) && !state.equals(ends.get(id))) {
            violate(Promise.STATES, "%s became %s at the end".formatted(state, ends.get(id)));
          }
        });
  }

  private void expiry() {
    Map<String, Hold> byId = new HashMap<>();
    holds.forEach(hold -> hold.acknowledged().ifPresent(ok -> byId.put(hold.reservation(), hold)));
    history.calls(Kind.CONFIRM).stream()
        .collect(groupingBy(Call::key))
        .values()
        .forEach(calls -> confirmed(byId, calls));
  }

  private void confirmed(Map<String, Hold> byId, List<Call> calls) {
    Call answer =
        first(calls.stream().filter(call -> !call.inDoubt()), Call::end).orElse(calls.get(0));
    Instant sent = first(calls.stream(), Call::begin).orElseThrow().begin();
    Hold hold = byId.get(answer.subject());
    if (answer.ok() && sent.isAfter(hold.expiresAt())) {
      violate(Promise.EXPIRY, "confirmed though it had expired at %s".formatted(hold.expiresAt()));
    }
    if (answer.code().equals("RESERVATION_EXPIRED") && answer.end().isBefore(hold.expiresAt())) {
      violate(Promise.EXPIRY, "refused though it expires only at %s".formatted(hold.expiresAt()));
    }
    if (answer.code().equals("RESERVATION_ENDED")
        && hold.releaseSent().isEmpty()
        && !hold.confirmSent()) {
      violate(Promise.EXPIRY, "ended though nobody ended it");
    }
  }

  private void money() {
    history.sums.stream()
        .filter(sum -> sum != 0)
        .findFirst()
        .ifPresent(sum -> violate(Promise.MONEY, "all accounts add up to %d".formatted(sum)));
    if (last.balances().stream().anyMatch(difference -> difference != 0)) {
      violate(Promise.MONEY, "an escrow is not the first period, or a deposit not what was agreed");
    }
    Map<String, Call> wallets = new HashMap<>();
    history.calls(Kind.WALLET).stream()
        .filter(Call::ok)
        .forEach(call -> wallets.put(call.subject(), call));
    wallets.forEach(
        (exporter, wallet) -> {
          long due = history.deposits.get(exporter) - last.held().getOrDefault(exporter, 0L);
          long balance = cents(wallet.answer().path("balances").path(0));
          if (balance != due) {
            violate(
                Promise.MONEY, "a wallet has %d cents and should have %d".formatted(balance, due));
          }
        });
  }

  static long cents(JsonNode money) {
    return new BigDecimal(money.path("amount").asString("0")).movePointRight(2).longValueExact();
  }

  private void court() {
    if (last.proposals() > 0) {
      return; // Space that the clients know nothing of may be taken.
    }
    for (Hold hold : holds) {
      if (hold.refused().filter("CAPACITY_EXHAUSTED"::equals).isPresent() && hadRoom(hold)) {
        violate(
            Promise.COURT,
            "%s was refused between %s and %s though there was room: %s"
                .formatted(hold.space(), hold.asked(), hold.answered(), answers(hold)));
      }
    }
  }

  private List<JsonNode> answers(Hold hold) {
    return history.calls(Kind.HOLD).stream()
        .filter(call -> call.subject().equals(hold.space().quote()))
        .filter(call -> call.begin().equals(hold.asked()) || call.end().equals(hold.answered()))
        .map(Call::answer)
        .toList();
  }

  private boolean hadRoom(Hold refused) {
    Instant from = refused.asked().minus(COURT_PATIENCE);
    Instant to = refused.answered();
    if (history.outages.stream().anyMatch(new Span(from, to)::touches)) {
      return false;
    }
    Space space = refused.space();
    for (int day = space.first(); day < space.first() + space.days(); day++) {
      int number = day;
      // All that ended since `from` may still be counted, beside what has come meanwhile.
      int counted =
          on(space.listing(), day)
              .filter(other -> !other.equals(refused))
              .filter(other -> other.asked().isBefore(to) && other.possibleEnd().isAfter(from))
              .mapToInt(other -> other.possible(number, from))
              .sum();
      if (counted + space.units() > history.capacities.get(space.listing())) {
        return false;
      }
    }
    return true;
  }

  /** Every lease comes to what was agreed last, and each agreement is there once. */
  private void changes() {
    for (Hold hold : holds) {
      if (hold.confirmed() && hold.cuts().stream().noneMatch(Cut::isInDoubt)) {
        List<JsonNode> agreed = last.amendments().getOrDefault(hold.contract().get(), List.of());
        long carriedOut = hold.cuts().stream().filter(cut -> !cut.refused()).count();
        if (agreed.size() != carriedOut) {
          violate(
              Promise.CHANGES,
              "%d changes where %d were made".formatted(agreed.size(), carriedOut));
        }
        for (int day = 0; day < DAYS; day++) {
          int units = agreed.isEmpty() ? hold.space().on(day) : unitsOn(day, agreed);
          if (units != hold.atLast(day)) {
            violate(
                Promise.CHANGES,
                "%d units on day %d, not %d: %s"
                    .formatted(units, day, hold.atLast(day), hold.space()));
          }
        }
      }
    }
  }

  private int unitsOn(int day, List<JsonNode> amendments) {
    LocalDate date = history.firstDay.plusDays(day);
    for (JsonNode each : amendments.get(amendments.size() - 1).path("quantities")) {
      if (!date.isBefore(LocalDate.parse(each.path("from").asString()))
          && date.isBefore(LocalDate.parse(each.path("to").asString()))) {
        return each.path("quantity").asInt();
      }
    }
    return 0;
  }

  private void answers() {
    for (Call call : history.calls()) {
      Set<String> ofChange = REFUSALS_OF_CHANGES.get(call.kind());
      boolean stated =
          call.ok()
              || call.status() == 0
              || (call.status() == 503 && call.retryAfter())
              || (ofChange == null && call.status() == 404)
              || (ofChange == null ? REFUSALS : ofChange).contains(call.code());
      if (!stated) {
        violate(Promise.ANSWERS, "%s: %d %s".formatted(call.kind(), call.status(), call.answer()));
      }
    }
  }

  private void violate(Promise promise, String what) {
    violations.add(new Violation(promise, what));
  }
}
