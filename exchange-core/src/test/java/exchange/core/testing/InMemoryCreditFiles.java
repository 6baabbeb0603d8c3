package exchange.core.testing;

import exchange.core.acceptance.Acceptance;
import exchange.core.billing.Document;
import exchange.core.credit.CreditFact;
import exchange.core.credit.CreditFact.Kind;
import exchange.core.credit.CreditFile;
import exchange.core.credit.CreditFiles;
import exchange.core.credit.CreditHistory;
import exchange.core.credit.Scorecard;
import exchange.core.event.Event;
import exchange.core.event.EventKind;
import exchange.core.lease.Contract;
import exchange.core.listing.ChargeCode;
import exchange.core.member.CreditTier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** As {@code R__member_credit.sql} does it. */
final class InMemoryCreditFiles implements CreditFiles {
  /** The one that the migration puts into the books, too. */
  static final Scorecard FIRST =
      new Scorecard(
          Instant.parse("2026-01-01T00:00:00Z"),
          1,
          500,
          365,
          Map.of(
              Kind.PAID_ON_TIME, 6,
              Kind.PAID_LATE, -20,
              Kind.DEFAULTED, -250,
              Kind.CANCELLED_LATE, -40,
              Kind.CLAIM_LOST, -40,
              Kind.DECLINED, -8,
              Kind.LAPSED, -20,
              Kind.COMPLETED, 12),
          20,
          100,
          Map.of(
              CreditTier.WATCH, new Scorecard.Tier(0, 20),
              CreditTier.NEWCOMER, new Scorecard.Tier(400, 100),
              CreditTier.STANDARD, new Scorecard.Tier(560, 100),
              CreditTier.CERTIFIED, new Scorecard.Tier(700, 150),
              CreditTier.ADVANCED, new Scorecard.Tier(850, 200)));

  private final Books books;
  private final Map<UUID, CreditFile> files = new HashMap<>();
  private final Map<UUID, Set<CreditFact>> seen = new HashMap<>();
  private final Map<UUID, Scorecard> cards = new LinkedHashMap<>(Map.of(new UUID(0, 0), FIRST));
  private final InMemoryCreditObjections objections;

  InMemoryCreditFiles(Books books) {
    this.books = books;
    this.objections = new InMemoryCreditObjections(books, this);
  }

  InMemoryCreditObjections objections() {
    return objections;
  }

  boolean isFact(UUID member, UUID eventId) {
    return facts(member).stream().anyMatch(fact -> fact.eventId().equals(eventId));
  }

  @Override
  public Mono<CreditHistory> history(UUID member) {
    return books.read(() -> historyNow(member).orElse(null));
  }

  private Optional<CreditHistory> historyNow(UUID member) {
    return books.events.about(member).stream()
        .filter(event -> event.kind().equals(EventKind.ORGANIZATION_ADMITTED.name()))
        .findFirst()
        .map(admitted -> new CreditHistory(member, admitted.at(), facts(member)));
  }

  private List<CreditFact> facts(UUID member) {
    List<CreditFact> facts = new ArrayList<>();
    for (Contract contract : books.contracts.values()) {
      boolean exports = contract.terms().exporterId().equals(member);
      boolean owns = contract.terms().ownerId().equals(member);
      if (exports == owns) {
        continue;
      }
      boolean reminded = false;
      for (Event event : books.events.about(contract.id())) {
        Optional<Kind> kind = kind(event, contract, exports, reminded);
        kind.ifPresent(each -> facts.add(fact(member, event, each)));
        if (isA(event, "PERIOD_FUNDED") || isA(event, "PERIOD_UNPAID")) {
          reminded = isA(event, "PERIOD_UNPAID");
        }
      }
      if (exports) {
        books.claims.lost(contract.id()).stream()
            .flatMap(claim -> books.events.about(claim).stream())
            .filter(event -> isA(event, "CLAIM_DECIDED"))
            .forEach(event -> facts.add(fact(member, event, Kind.CLAIM_LOST)));
      }
    }
    return facts;
  }

  private CreditFact fact(UUID member, Event event, Kind kind) {
    return new CreditFact(event.id(), event.at(), kind, objections.to(member, event.id()));
  }

  private static boolean isA(Event event, String kind) {
    return event.kind().equals(kind);
  }

  private Optional<Kind> kind(Event event, Contract contract, boolean exports, boolean reminded) {
    return switch (event.kind()) {
      case "PERIOD_FUNDED" ->
          Optional.of(reminded ? Kind.PAID_LATE : Kind.PAID_ON_TIME).filter(each -> exports);
      case "CONTRACT_DEFAULTED" -> Optional.of(Kind.DEFAULTED).filter(each -> exports);
      case "CONTRACT_CANCELLED" ->
          Optional.of(Kind.CANCELLED_LATE).filter(each -> exports && hasFee(contract.id()));
      case "CONTRACT_ENDED" -> Optional.of(Kind.COMPLETED);
      case "CONTRACT_DECLINED" ->
          answered(contract, Acceptance.State.DECLINED, Kind.DECLINED, exports);
      case "CONTRACT_LAPSED" -> answered(contract, Acceptance.State.LAPSED, Kind.LAPSED, exports);
      default -> Optional.empty();
    };
  }

  /** Of the parts of a split, only the one whose owner said no, or nothing. */
  private Optional<Kind> answered(
      Contract contract, Acceptance.State state, Kind kind, boolean exports) {
    return Optional.of(kind)
        .filter(
            each ->
                !exports
                    && books.acceptances.said(contract.id()).filter(state::equals).isPresent());
  }

  private boolean hasFee(UUID contractId) {
    return books.documents.of(contractId).stream()
        .flatMap((Document document) -> document.lines().stream())
        .anyMatch(line -> line.code() == ChargeCode.CANCELLATION_FEE);
  }

  @Override
  public Mono<CreditFile> find(UUID member) {
    return books.read(() -> files.get(member));
  }

  @Override
  public Mono<Map<UUID, CreditTier>> tiers(Set<UUID> members) {
    return books.read(
        () -> {
          Map<UUID, CreditTier> tiers = new HashMap<>();
          files.forEach(
              (id, file) -> {
                if (members.contains(id)) {
                  tiers.put(id, file.tier());
                }
              });
          return tiers;
        });
  }

  @Override
  public Flux<Stale> stale(Instant now, Duration age, int most) {
    return books
        .read(
            () ->
                books.events.members().stream()
                    .filter(
                        member ->
                            !files.containsKey(member)
                                || !files.get(member).gradedAt().isAfter(now.minus(age))
                                || objections.ranOut(member, files.get(member).gradedAt(), now)
                                || !Set.copyOf(facts(member)).equals(seen.get(member)))
                    .limit(most)
                    .map(member -> new Stale(member, List.of()))
                    .toList())
        .flatMapIterable(found -> found);
  }

  @Override
  public Mono<CreditFile> save(CreditFile file, Stale of) {
    return books.change(
        () -> {
          CreditFile before = files.put(file.organizationId(), file);
          seen.put(
              file.organizationId(),
              file.moves().stream().map(CreditFile.Move::fact).collect(Collectors.toSet()));
          if (before != null && before.tier() != file.tier()) {
            books.events.emit(
                EventKind.CREDIT_TIER_CHANGED, file.organizationId(), file.organizationId());
          }
          return file;
        });
  }

  @Override
  public Mono<Scorecard> state(UUID id, Scorecard card) {
    return books.change(
        () -> {
          cards.putIfAbsent(id, card.as(cards.size() + 1));
          return cards.get(id);
        });
  }

  @Override
  public Mono<Scorecard> scorecard(Instant at) {
    return books.read(() -> inForce(at).orElse(null));
  }

  private Optional<Scorecard> inForce(Instant at) {
    return cards.values().stream()
        .filter(each -> !each.from().isAfter(at))
        .reduce((one, later) -> later.from().isBefore(one.from()) ? one : later);
  }

  int mostHolds(UUID exporter, int usual) {
    CreditFile file = files.get(exporter);
    CreditTier tier = file == null ? CreditTier.NEWCOMER : file.tier();
    return inForce(books.clock.instant())
        .map(card -> card.tiers().get(tier))
        .map(rule -> Math.max(1, usual * rule.holdsPercent() / 100))
        .orElse(usual);
  }
}
