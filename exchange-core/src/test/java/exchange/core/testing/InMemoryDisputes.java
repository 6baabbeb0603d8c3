package exchange.core.testing;

import static exchange.core.testing.InMemoryLedger.account;

import exchange.core.billing.Billing;
import exchange.core.dispute.Dispute;
import exchange.core.dispute.Dispute.Command;
import exchange.core.dispute.Dispute.Entry;
import exchange.core.dispute.Dispute.EntryKind;
import exchange.core.dispute.Dispute.Party;
import exchange.core.dispute.Dispute.State;
import exchange.core.dispute.Disputes;
import exchange.core.dispute.EvidenceFile;
import exchange.core.dispute.Move;
import exchange.core.dispute.Subject;
import exchange.core.event.EventKind;
import exchange.core.lease.LeaseTerms;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.TransferKind;
import exchange.core.member.Caller;
import exchange.core.testing.InMemoryLedger.Account;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** As {@code R__money_disputes.sql} does it. */
final class InMemoryDisputes implements Disputes {
  private final Books books;
  private final Map<UUID, Dispute> all = new LinkedHashMap<>();
  private final Map<UUID, EvidenceFile> files = new LinkedHashMap<>();

  InMemoryDisputes(Books books) {
    this.books = books;
  }

  List<Dispute> live() {
    return all.values().stream().filter(each -> !each.state().isOver()).toList();
  }

  /** Of awards against the exporter of a lease, what was not there. */
  Money owedByExporter(Billing lease) {
    return all.values().stream()
        .filter(each -> each.contractId().equals(lease.contractId()))
        .filter(each -> each.respondentId().equals(lease.terms().exporterId()))
        .flatMap(each -> each.owed().stream())
        .reduce(Money.zero(lease.terms().bill().currency()), Money::plus);
  }

  boolean isDispute(UUID id) {
    return all.containsKey(id);
  }

  boolean isDisputed(UUID invoiceId) {
    return live().stream()
        .anyMatch(each -> each.subject().invoiceId().equals(Optional.of(invoiceId)));
  }

  /** What was disputed of a line, and not withdrawn. */
  private Money disputed(Subject line, Money none) {
    return all.values().stream()
        .filter(each -> each.subject().equals(line) && each.state() != State.WITHDRAWN)
        .map(Dispute::amount)
        .reduce(none, Money::plus);
  }

  @Override
  public Mono<Dispute> open(Opening opening, Caller caller, Instant now) {
    return books.change(
        () -> {
          Billing lease = books.billings.get(opening.contractId());
          UUID self = caller.organizationId();
          if (lease == null || !isParty(lease.terms(), self)) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          Dispute known = all.get(opening.id());
          return known == null ? open(opening, lease, self, now) : known;
        });
  }

  private static boolean isParty(LeaseTerms terms, UUID member) {
    return terms.exporterId().equals(member) || terms.ownerId().equals(member);
  }

  private Dispute open(Opening opening, Billing lease, UUID opener, Instant now) {
    LeaseTerms terms = lease.terms();
    CurrencyUnit currency = terms.bill().currency();
    Money amount = opening.amount();
    if (lease.state() == Billing.State.AWAITING_ACCEPTANCE) {
      books.billings.refuseNotRunning(lease);
    }
    if (terms.exporterId().equals(terms.ownerId())) {
      throw Refusal.invalid("contractId", "must be a lease from somebody else");
    } else if (!amount.getCurrencyUnit().equals(currency)) {
      throw Refusal.invalid("amount.currency", "must be " + currency + ", as the lease is paid");
    } else if (opening.subject().kind() == Subject.Kind.INVOICE_LINE) {
      refuseLine(opening, opener, now);
    }
    if (live().stream()
        .anyMatch(
            each ->
                each.contractId().equals(opening.contractId())
                    && each.subject().equals(opening.subject()))) {
      throw Refusal.of(RefusalCode.ALREADY_DISPUTED);
    }
    boolean byExporter = opener.equals(terms.exporterId());
    UUID respondent = byExporter ? terms.ownerId() : terms.exporterId();
    Account wallet = account(Purpose.WALLET, respondent, currency);
    Account deposit = account(Purpose.DEPOSIT, opening.contractId(), currency);
    Money there = Money.zero(currency);
    if (byExporter) {
      there = books.ledger.balance(wallet);
    } else if (lease.state() == Billing.State.RUNNING) {
      there = books.claims.freeDeposit(opening.contractId(), currency);
    }
    Money frozen = there.isLessThan(amount) ? there : amount;
    Map<Account, Money> legs = new LinkedHashMap<>();
    legs.put(byExporter ? wallet : deposit, frozen.negated());
    legs.put(account(Purpose.DISPUTED, opening.contractId(), currency), frozen);
    books.ledger.post(
        UUID.randomUUID(), TransferKind.DISPUTE_FREEZE, opening.id().toString(), legs);
    Dispute opened =
        new Dispute(
            opening.id(),
            opening.contractId(),
            opener,
            respondent,
            opening.subject(),
            amount,
            frozen,
            State.OPEN,
            now,
            now.plus(Duration.ofDays(opening.rules().answerDays())),
            Optional.empty(),
            opening.rules().appealDays(),
            opening.rules().governingLaw(),
            opening.rules().seat(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    return tell(
        opened,
        new Entry(
            opening.id(),
            EntryKind.OPENED,
            Party.OPENER,
            now,
            Optional.of(opening.statement()),
            Optional.of(amount),
            Optional.empty()));
  }

  private void refuseLine(Opening opening, UUID opener, Instant now) {
    Subject line = opening.subject();
    InMemoryDocuments.Line found =
        books
            .documents
            .line(line.invoiceId().orElseThrow(), line.chargeCode().orElseThrow())
            .filter(each -> each.invoice().contractId().equals(opening.contractId()))
            .filter(each -> each.invoice().recipientId().equals(Optional.of(opener)))
            .orElseThrow(() -> Refusal.of(RefusalCode.NOT_FOUND));
    Instant until = found.invoice().issuedAt().plus(Duration.ofDays(opening.rules().invoiceDays()));
    Money none = Money.zero(found.amount().getCurrencyUnit());
    Money free = found.amount().minus(disputed(line, none));
    if (found.isCredited()) {
      throw Refusal.of(RefusalCode.ALREADY_CREDITED);
    } else if (now.isAfter(until)) {
      throw Refusal.of(RefusalCode.DISPUTE_TOO_LATE, "until", until);
    } else if (free.isLessThan(opening.amount())) {
      throw Refusal.of(
          RefusalCode.DISPUTE_EXCEEDS_LINE,
          "free",
          (free.isNegative() ? none : free).getAmount().toPlainString(),
          "currency",
          none.getCurrencyUnit());
    }
  }

  /** Adds to the timeline. */
  private Dispute tell(Dispute of, Entry entry) {
    List<Entry> timeline = new ArrayList<>(of.timeline());
    timeline.add(entry);
    Dispute told = with(of, of.state(), of.appealBy(), of.awarded(), of.paid(), timeline);
    all.put(told.id(), told);
    books.events.emit(
        EventKind.valueOf("DISPUTE_" + entry.kind()),
        told.id(),
        told.openerId(),
        told.respondentId());
    return told;
  }

  private static Dispute with(
      Dispute of,
      State state,
      Optional<Instant> appealBy,
      Optional<Money> awarded,
      Optional<Money> paid,
      List<Entry> timeline) {
    return new Dispute(
        of.id(),
        of.contractId(),
        of.openerId(),
        of.respondentId(),
        of.subject(),
        of.amount(),
        of.frozen(),
        state,
        of.openedAt(),
        of.answerBy(),
        appealBy,
        of.appealDays(),
        of.governingLaw(),
        of.seat(),
        awarded,
        paid,
        timeline);
  }

  @Override
  public Mono<Dispute> move(UUID id, UUID entryId, Caller caller, Move move, Instant now) {
    return books.change(() -> move(id, entryId, party(id, caller), move, now));
  }

  @Override
  public Mono<Dispute> close(UUID id, Instant now) {
    Move close = new Move(Command.CLOSE, Optional.empty(), Optional.empty(), Optional.empty());
    return books.change(
        () -> {
          if (!all.containsKey(id)) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          return move(id, UUID.randomUUID(), Party.TIME, close, now);
        });
  }

  private Party party(UUID id, Caller caller) {
    return Optional.ofNullable(all.get(id))
        .flatMap(
            dispute ->
                dispute
                    .partyOf(caller.organizationId())
                    .or(() -> caller.isOperator() ? Optional.of(Party.OPERATOR) : Optional.empty()))
        .orElseThrow(() -> Refusal.of(RefusalCode.NOT_FOUND));
  }

  private Dispute move(UUID id, UUID entryId, Party party, Move move, Instant now) {
    Dispute dispute = Objects.requireNonNull(all.get(id));
    State next = dispute.after(move.command(), party, now);
    Money amount = amount(dispute, party, move);
    Dispute moved =
        next.isOver()
            ? end(dispute, next, amount, move, now)
            : with(
                dispute,
                next,
                move.command() == Command.RULE
                    ? Optional.of(dispute.appealBy(now))
                    : dispute.appealBy(),
                next == State.RULED
                    ? dispute.awarded().or(() -> Optional.ofNullable(amount))
                    : dispute.awarded(),
                Optional.empty(),
                dispute.timeline());
    EntryKind kind =
        move.command() == Command.OFFER ? EntryKind.OFFERED : EntryKind.valueOf(next.name());
    return tell(
        moved,
        new Entry(
            entryId,
            kind,
            party,
            now,
            move.words(),
            Optional.ofNullable(amount),
            Optional.empty()));
  }

  private static @Nullable Money amount(Dispute dispute, Party party, Move move) {
    move.amount()
        .ifPresent(
            amount -> {
              if (!amount.getCurrencyUnit().equals(dispute.amount().getCurrencyUnit())
                  || amount.isGreaterThan(dispute.amount())) {
                throw Refusal.invalid(
                    move.command() == Command.RULE ? "award" : "amount",
                    "must be at most " + dispute.amount());
              }
            });
    return switch (move.command()) {
      case OFFER -> {
        refuseFull(dispute, party, EntryKind.OFFERED, Dispute.MOST_OFFERS);
        yield move.amount().orElseThrow();
      }
      case ACCEPT ->
          dispute
              .offerTo(party)
              .filter(offer -> Optional.of(offer.id()).equals(move.offerId()))
              .flatMap(Entry::amount)
              .orElseThrow(() -> Refusal.of(RefusalCode.OFFER_NOT_OPEN));
      case RULE -> move.amount().orElseThrow();
      case CLOSE -> dispute.awarded().orElseThrow();
      case ANSWER, WITHDRAW, APPEAL, ADD_EVIDENCE -> null;
    };
  }

  private static void refuseFull(Dispute dispute, Party party, EntryKind kind, int most) {
    if (dispute.count(kind, party) >= most) {
      throw Refusal.of(RefusalCode.DISPUTE_FULL, "most", most);
    }
  }

  private Dispute end(
      Dispute dispute, State state, @Nullable Money awarded, Move move, Instant now) {
    CurrencyUnit currency = dispute.amount().getCurrencyUnit();
    Money award = awarded == null ? Money.zero(currency) : awarded;
    Money paid = award.isLessThan(dispute.frozen()) ? award : dispute.frozen();
    if (dispute.subject().kind() == Subject.Kind.INVOICE_LINE && award.isPositive()) {
      books.documents.creditLine(dispute, award, reason(dispute, move), now);
    }
    Billing lease = Objects.requireNonNull(books.billings.get(dispute.contractId()));
    boolean toDeposit =
        dispute.respondentId().equals(lease.terms().exporterId())
            && lease.state() == Billing.State.RUNNING;
    Map<Account, Money> legs = new LinkedHashMap<>();
    legs.put(account(Purpose.DISPUTED, dispute.contractId(), currency), dispute.frozen().negated());
    legs.put(account(Purpose.WALLET, dispute.openerId(), currency), paid);
    legs.put(
        toDeposit
            ? account(Purpose.DEPOSIT, dispute.contractId(), currency)
            : account(Purpose.WALLET, dispute.respondentId(), currency),
        dispute.frozen().minus(paid));
    books.ledger.post(UUID.randomUUID(), TransferKind.DISPUTE_END, dispute.id().toString(), legs);
    return with(
        dispute,
        state,
        dispute.appealBy(),
        Optional.of(award),
        Optional.of(paid),
        dispute.timeline());
  }

  /** What was said with the ruling, or with the offer that was accepted. */
  private static String reason(Dispute dispute, Move move) {
    Predicate<Entry> said =
        move.offerId()
            .<Predicate<Entry>>map(offer -> each -> each.id().equals(offer))
            .orElse(each -> each.kind() == EntryKind.RULED);
    return move.words()
        .or(() -> dispute.timeline().stream().filter(said).findFirst().flatMap(Entry::words))
        .orElseThrow();
  }

  @Override
  public Mono<Dispute> addEvidence(UUID id, Caller caller, EvidenceFile file, Instant now) {
    return books.change(
        () -> {
          Party party = party(id, caller);
          Dispute dispute = Objects.requireNonNull(all.get(id));
          dispute.after(Command.ADD_EVIDENCE, party, now);
          refuseFull(dispute, party, EntryKind.EVIDENCE_ADDED, Dispute.MOST_FILES);
          files.put(file.evidence().id(), file);
          return tell(
              dispute,
              new Entry(
                  file.evidence().id(),
                  EntryKind.EVIDENCE_ADDED,
                  party,
                  now,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(file.evidence())));
        });
  }

  @Override
  public Flux<UUID> unappealed(Instant now, int most) {
    return some(
            each -> each.state() == State.RULED && !each.appealBy().orElseThrow().isAfter(now),
            most)
        .map(Dispute::id);
  }

  @Override
  public Flux<Dispute> awaitingRuling(Instant now, int most) {
    return some(each -> each.awaitsRuling(now), most);
  }

  private Flux<Dispute> some(Predicate<Dispute> wanted, int most) {
    return books
        .read(() -> all.values().stream().filter(wanted).limit(most).toList())
        .flatMapIterable(found -> found);
  }

  private static boolean sees(Caller caller, Dispute dispute) {
    return caller.isOperator() || dispute.partyOf(caller.organizationId()).isPresent();
  }

  @Override
  public Mono<Page<Dispute>> page(Caller caller, Page.Query query) {
    return books.read(() -> Books.page(all.values(), each -> sees(caller, each), query));
  }

  @Override
  public Flux<Dispute> of(UUID contractId, Caller caller) {
    return books
        .read(
            () -> {
              List<Dispute> found =
                  new ArrayList<>(
                      all.values().stream()
                          .filter(each -> each.contractId().equals(contractId))
                          .filter(each -> sees(caller, each))
                          .toList());
              Collections.reverse(found);
              return found;
            })
        .flatMapIterable(found -> found);
  }

  @Override
  public Mono<Dispute> find(UUID id, Caller caller) {
    return books.read(
        () -> Optional.ofNullable(all.get(id)).filter(each -> sees(caller, each)).orElse(null));
  }

  @Override
  public Mono<EvidenceFile> evidence(UUID id, UUID evidenceId, Caller caller) {
    return find(id, caller)
        .filter(
            dispute -> dispute.timeline().stream().anyMatch(each -> each.id().equals(evidenceId)))
        .flatMap(dispute -> books.read(() -> files.get(evidenceId)));
  }
}
