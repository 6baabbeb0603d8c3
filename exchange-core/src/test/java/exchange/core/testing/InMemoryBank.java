package exchange.core.testing;

import exchange.core.bank.BankAccount;
import exchange.core.bank.BankEntry;
import exchange.core.bank.BankMirror;
import exchange.core.bank.BankStatement;
import exchange.core.bank.BankStatements;
import exchange.core.bank.BookedEntry;
import exchange.core.bank.FundingReference;
import exchange.core.bank.PaymentFile;
import exchange.core.bank.Payout;
import exchange.core.bank.Payouts;
import exchange.core.event.EventKind;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.TransferKind;
import exchange.core.member.Caller;
import exchange.core.testing.InMemoryLedger.Account;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** Both directions, as {@code R__payments.sql} has them. */
final class InMemoryBank implements BankStatements, Payouts {
  private final Books books;
  private final Map<String, BankStatement> statements = new LinkedHashMap<>();
  private final Map<UUID, BookedEntry> entries = new LinkedHashMap<>();
  private final Map<UUID, Instant> known = new LinkedHashMap<>();
  private final Map<UUID, PaymentFile> files = new LinkedHashMap<>();

  InMemoryBank(Books books) {
    this.books = books;
  }

  @Override
  public Mono<BankStatement> book(UUID id, BankStatement statement) {
    return books.change(
        () -> {
          String name = statement.account() + "\n" + statement.number();
          BankStatement before = statements.get(name);
          if (before != null && !before.equals(statement)) {
            throw refused("the statement " + statement.number() + " was imported before");
          }
          statement.entries().stream()
              .map(entry -> entries.get(entryId(statement, entry)))
              .filter(known -> known != null && !statement.entries().contains(known.entry()))
              .findFirst()
              .ifPresent(
                  known -> {
                    throw refused("entry " + known.entry().reference() + " was imported before");
                  });
          statements.put(name, statement);
          statement.entries().stream()
              .sorted(Comparator.comparing(entry -> entry.amount().isPositive()))
              .filter(entry -> !entries.containsKey(entryId(statement, entry)))
              .forEach(entry -> book(entryId(statement, entry), statement.account(), entry));
          return statement;
        });
  }

  private static RuntimeException refused(String error) {
    return Refusal.of(RefusalCode.BANK_FILE_REFUSED, "errors", error + " and said otherwise");
  }

  private static UUID entryId(BankStatement statement, BankEntry entry) {
    String name = "bank entry " + statement.account() + " " + entry.reference();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private void book(UUID id, String account, BankEntry entry) {
    Money amount = entry.amount();
    CurrencyUnit currency = amount.getCurrencyUnit();
    Account bank = InMemoryLedger.house(Purpose.BANK, currency);
    Optional<Payout> payout = payout(entry);
    Payout.State come = payout.map(Payout::state).orElse(null);
    BookedEntry.State state;
    Optional<UUID> subject = Optional.empty();
    if (amount.isNegative() && come == Payout.State.SENT) {
      subject = payout.map(Payout::id);
      move(id, TransferKind.PAYOUT_POST, subject.get(), onTheWay(currency), bank, amount.negated());
      become(payout.get(), Payout.State.PAID, EventKind.PAYOUT_PAID);
      state = BookedEntry.State.PAID_OUT;
    } else if (amount.isNegative()) {
      state = BookedEntry.State.UNEXPLAINED;
    } else if (come == Payout.State.PAID) {
      subject = payout.map(Payout::id);
      Account wallet = wallet(payout.get().memberId(), currency);
      move(id, TransferKind.PAYOUT_RETURN, subject.get(), bank, wallet, amount);
      become(payout.get(), Payout.State.RETURNED, EventKind.PAYOUT_RETURNED);
      state = BookedEntry.State.RETURNED;
    } else if (entry.isRemittance() && !amount.isGreaterThan(withTheProvider(currency))) {
      move(id, TransferKind.CARD_REMITTANCE, id, bank, cards(currency), amount);
      state = BookedEntry.State.REMITTED;
    } else if (byHand(entry).isPresent()) {
      subject = books.ledger.byHand.remove(byHand(entry).get()).member();
      move(id, TransferKind.CONFIRMATION, id, bank, notYetAtTheBank(currency), amount);
      state = BookedEntry.State.CONFIRMED;
    } else if (member(entry).isPresent()) {
      subject = member(entry);
      move(id, TransferKind.FUNDING, id, bank, wallet(subject.get(), currency), amount);
      books.events.emit(EventKind.FUNDS_DEPOSITED, id, subject.get());
      state = BookedEntry.State.FUNDED;
    } else {
      Account suspense = InMemoryLedger.house(Purpose.SUSPENSE, currency);
      move(id, TransferKind.UNMATCHED, id, bank, suspense, amount);
      state = BookedEntry.State.SUSPENSE;
    }
    known.put(id, books.clock.instant());
    entries.put(id, new BookedEntry(id, account, entry, state, subject));
  }

  private static Account cards(CurrencyUnit currency) {
    return InMemoryLedger.house(Purpose.CARD, currency);
  }

  /** Captured and not remitted yet. */
  private Money withTheProvider(CurrencyUnit currency) {
    Account clearing = InMemoryLedger.house(Purpose.CARD_CLEARING, currency);
    return books.ledger.balance(cards(currency)).plus(books.ledger.balance(clearing)).negated();
  }

  Stream<Money> knownBefore(Instant end) {
    return entries.values().stream()
        .filter(each -> known.get(each.id()).isBefore(end))
        .map(each -> each.entry().amount());
  }

  private Optional<Payout> payout(BankEntry entry) {
    return entry.payouts().size() == 1
        ? Optional.ofNullable(books.payouts.get(entry.payouts().get(0)))
            .filter(payout -> payout.amount().isEqual(entry.amount().abs()))
        : Optional.empty();
  }

  /** The oldest that the entry confirms. */
  private Optional<UUID> byHand(BankEntry entry) {
    Optional<UUID> member = member(entry);
    String text = bare(entry.text());
    return byHand(
        entry.amount(),
        each ->
            member.isPresent()
                ? each.member().equals(member)
                : text.contains(bare(each.reference())));
  }

  private Optional<UUID> byHand(Money amount, Predicate<InMemoryLedger.ByHand> fits) {
    return books.ledger.byHand.entrySet().stream()
        .filter(each -> each.getValue().amount().equals(amount) && fits.test(each.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static String bare(String text) {
    return text.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
  }

  private static Account notYetAtTheBank(CurrencyUnit currency) {
    return InMemoryLedger.house(Purpose.BY_HAND, currency);
  }

  private Optional<UUID> member(BankEntry entry) {
    List<UUID> found =
        books.ledger.members().stream()
            .filter(id -> entry.members().contains(FundingReference.letters(id)))
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static Account wallet(UUID member, CurrencyUnit currency) {
    return InMemoryLedger.account(Purpose.WALLET, member, currency);
  }

  private static Account onTheWay(CurrencyUnit currency) {
    return InMemoryLedger.house(Purpose.PAYOUT, currency);
  }

  private void move(
      UUID id, TransferKind kind, UUID cause, Account from, Account to, Money amount) {
    books.ledger.post(id, kind, cause.toString(), Map.of(from, amount.negated(), to, amount));
  }

  private Payout become(Payout payout, Payout.State state, EventKind event) {
    books.events.emit(event, payout.id(), payout.memberId());
    return keep(payout, state, payout.approvedBy(), payout.releasedBy(), payout.fileId());
  }

  private Payout keep(
      Payout payout,
      Payout.State state,
      Optional<UUID> approvedBy,
      Optional<UUID> releasedBy,
      Optional<UUID> fileId) {
    Payout now =
        new Payout(
            payout.id(),
            payout.memberId(),
            payout.amount(),
            payout.creditor(),
            state,
            approvedBy,
            releasedBy,
            fileId,
            payout.requestedAt());
    books.payouts.put(now.id(), now);
    return now;
  }

  @Override
  public Mono<Page<BookedEntry>> page(Page.Query query) {
    return books.read(() -> Books.page(entries.values(), each -> true, query));
  }

  @Override
  public Mono<BookedEntry> assign(UUID entryId, Optional<UUID> memberId) {
    return books.change(
        () -> {
          BookedEntry booked = entries.get(entryId);
          if (booked == null || !memberId.stream().allMatch(books.ledger.members()::contains)) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          if (booked.state() != BookedEntry.State.SUSPENSE
              && booked.state() != BookedEntry.State.UNEXPLAINED) {
            throw Refusal.of(RefusalCode.ENTRY_NOT_OPEN, "state", booked.state());
          }
          Money amount = booked.entry().amount();
          CurrencyUnit currency = amount.getCurrencyUnit();
          Optional<UUID> byHand = byHand(amount, each -> each.member().equals(memberId));
          if (byHand.isPresent()) {
            books.ledger.byHand.remove(byHand.get());
            Account suspense = InMemoryLedger.house(Purpose.SUSPENSE, currency);
            Account promised = notYetAtTheBank(currency);
            move(UUID.randomUUID(), TransferKind.CONFIRMATION, entryId, suspense, promised, amount);
            return keep(booked, BookedEntry.State.CONFIRMED, memberId);
          }
          Account whose =
              memberId
                  .map(id -> wallet(id, currency))
                  .orElse(InMemoryLedger.house(Purpose.FEES, currency));
          if (amount.isNegative()) {
            books.ledger.refuseOverdraft(whose, amount.negated());
            Account bank = InMemoryLedger.house(Purpose.BANK, currency);
            move(
                UUID.randomUUID(),
                TransferKind.EXPLANATION,
                entryId,
                whose,
                bank,
                amount.negated());
          } else {
            Account suspense = InMemoryLedger.house(Purpose.SUSPENSE, currency);
            move(UUID.randomUUID(), TransferKind.ASSIGNMENT, entryId, suspense, whose, amount);
          }
          memberId.ifPresent(id -> books.events.emit(EventKind.BANK_ENTRY_ASSIGNED, entryId, id));
          return keep(booked, BookedEntry.State.ASSIGNED, memberId);
        });
  }

  private BookedEntry keep(BookedEntry booked, BookedEntry.State state, Optional<UUID> subject) {
    BookedEntry now =
        new BookedEntry(booked.id(), booked.account(), booked.entry(), state, subject);
    entries.put(now.id(), now);
    return now;
  }

  @Override
  public Mono<List<BankMirror>> mirror() {
    return books.read(
        () -> {
          Set<CurrencyUnit> currencies = new TreeSet<>();
          books.ledger.accounts().stream()
              .filter(account -> account.purpose() == Purpose.BANK)
              .forEach(account -> currencies.add(account.currency()));
          entries.values().forEach(each -> currencies.add(each.entry().amount().getCurrencyUnit()));
          return currencies.stream().map(this::mirror).toList();
        });
  }

  private BankMirror mirror(CurrencyUnit currency) {
    Account bank = InMemoryLedger.house(Purpose.BANK, currency);
    Money said = Money.zero(currency);
    for (BookedEntry each : entries.values()) {
      if (each.entry().amount().getCurrencyUnit().equals(currency)) {
        said = said.plus(each.entry().amount());
      }
    }
    return new BankMirror(
        said,
        books.ledger.balance(bank).negated(),
        books.ledger.balance(notYetAtTheBank(currency)).negated());
  }

  private void refuseBreak(CurrencyUnit currency) {
    if (mirror(currency).isBroken()) {
      throw Refusal.of(RefusalCode.BANK_BREAK, "currency", currency);
    }
  }

  @Override
  public Mono<Payout> request(UUID id, UUID memberId, Money amount, BankAccount creditor) {
    return books.change(
        () -> {
          if (!books.payouts.containsKey(id)) {
            CurrencyUnit currency = amount.getCurrencyUnit();
            books.ledger.refuseOverdraft(wallet(memberId, currency), amount);
            move(
                id,
                TransferKind.PAYOUT,
                id,
                wallet(memberId, currency),
                onTheWay(currency),
                amount);
            Payout asked =
                new Payout(
                    id,
                    memberId,
                    amount,
                    creditor,
                    Payout.State.REQUESTED,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    books.clock.instant());
            become(asked, Payout.State.REQUESTED, EventKind.PAYOUT_REQUESTED);
          }
          return books.payouts.get(id);
        });
  }

  private Payout open(UUID id, Set<Payout.State> states) {
    Payout payout = books.payouts.get(id);
    if (payout == null) {
      throw Refusal.of(RefusalCode.NOT_FOUND);
    }
    if (!states.contains(payout.state())) {
      throw Refusal.of(RefusalCode.PAYOUT_NOT_OPEN, "state", payout.state());
    }
    return payout;
  }

  @Override
  public Mono<Payout> approve(UUID id, UUID operatorId) {
    return books.change(
        () -> {
          Payout payout = open(id, Set.of(Payout.State.REQUESTED, Payout.State.APPROVED));
          if (payout.approvedBy().equals(Optional.of(operatorId))
              || payout.memberId().equals(operatorId)) {
            throw Refusal.of(RefusalCode.SECOND_PERSON_NEEDED);
          }
          refuseBreak(payout.amount().getCurrencyUnit());
          Optional<UUID> operator = Optional.of(operatorId);
          return payout.state() == Payout.State.REQUESTED
              ? keep(payout, Payout.State.APPROVED, operator, Optional.empty(), Optional.empty())
              : keep(
                  payout, Payout.State.RELEASED, payout.approvedBy(), operator, Optional.empty());
        });
  }

  @Override
  public Mono<Payout> cancel(UUID id, Caller caller) {
    return books.change(
        () -> {
          if (!sees(caller, books.payouts.get(id))) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          Payout payout =
              open(
                  id, Set.of(Payout.State.REQUESTED, Payout.State.APPROVED, Payout.State.RELEASED));
          CurrencyUnit currency = payout.amount().getCurrencyUnit();
          move(
              UUID.randomUUID(),
              TransferKind.PAYOUT_VOID,
              id,
              onTheWay(currency),
              wallet(payout.memberId(), currency),
              payout.amount());
          return become(payout, Payout.State.CANCELLED, EventKind.PAYOUT_CANCELLED);
        });
  }

  private static boolean sees(Caller caller, Payout payout) {
    return payout != null
        && (caller.isOperator() || caller.organizationId().equals(payout.memberId()));
  }

  @Override
  public Mono<Payout> find(UUID id, Caller caller) {
    return books.read(() -> sees(caller, books.payouts.get(id)) ? books.payouts.get(id) : null);
  }

  @Override
  public Mono<Page<Payout>> page(Caller caller, Page.Query query) {
    return books.read(() -> Books.page(books.payouts.values(), each -> sees(caller, each), query));
  }

  @Override
  public Mono<PaymentFile> write(UUID id, CurrencyUnit currency, BankAccount debtor) {
    return books.change(
        () -> {
          if (!files.containsKey(id)) {
            refuseBreak(currency);
            List<Payout> released =
                books.payouts.values().stream()
                    .filter(each -> each.state() == Payout.State.RELEASED)
                    .filter(each -> each.amount().getCurrencyUnit().equals(currency))
                    .toList();
            if (released.isEmpty()) {
              throw Refusal.of(RefusalCode.NOTHING_TO_PAY, "currency", currency);
            }
            for (Payout each : released) {
              keep(each, Payout.State.SENT, each.approvedBy(), each.releasedBy(), Optional.of(id));
            }
            files.put(
                id,
                new PaymentFile(
                    id,
                    currency,
                    debtor,
                    books.clock.instant(),
                    released.stream()
                        .map(
                            each ->
                                new PaymentFile.Payment(each.id(), each.amount(), each.creditor()))
                        .toList()));
          }
          return files.get(id);
        });
  }

  @Override
  public Mono<Page<PaymentFile>> files(Page.Query query) {
    return books.read(() -> Books.page(files.values(), each -> true, query));
  }

  long sentBefore(Instant since) {
    return books.payouts.values().stream()
        .filter(each -> each.state() == Payout.State.SENT)
        .filter(each -> files.get(each.fileId().orElseThrow()).at().isBefore(since))
        .count();
  }

  @Override
  public Mono<PaymentFile> file(UUID id) {
    return books.read(() -> files.get(id));
  }
}
