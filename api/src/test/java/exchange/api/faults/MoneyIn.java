package exchange.api.faults;

import exchange.api.faults.History.Call;
import exchange.core.bank.FundingReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;

/**
 * Money for wallets: by bank, each statement told twice and out of order, and by cards, some of
 * which answer late, or never, or with a no.
 */
final class MoneyIn {
  private static final int STATEMENTS = 4;
  private static final List<String> CARDS =
      List.of("tok_ok", "tok_slow", "tok_ok", "tok_timeout", "tok_ok", "tok_declined");

  private final Caller operator;
  private final List<Caller> members;
  private final Random random;

  /** What the exchange has acknowledged: entries of statements, and ids of card payments. */
  final Queue<String> entries = new ConcurrentLinkedQueue<>();

  final Queue<String> payments = new ConcurrentLinkedQueue<>();

  MoneyIn(Caller operator, List<Caller> members, Random random) {
    this.operator = operator;
    this.members = members;
    this.random = random;
  }

  /** So much for each member, by some statements. */
  void byBank(long cents) throws InterruptedException {
    List<String> files = new ArrayList<>();
    for (int i = 0; i < STATEMENTS; i++) {
      String file = statement(cents);
      files.add(file);
      files.add(file);
    }
    Collections.shuffle(files, random);
    for (String file : files) {
      String key = Caller.key();
      Call taken = insist(node -> operator.bring(node, key, file));
      if (!taken.ok()) {
        throw new IllegalStateException(taken.status() + " " + taken.answer());
      }
    }
  }

  private String statement(long cents) {
    String number = UUID.randomUUID().toString();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < members.size(); i++) {
      String reference = number + "/" + i;
      entries.add(reference);
      lines.append(
          """
          <Ntry><Amt Ccy="EUR">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
          <BookgDt><Dt>2027-01-05</Dt></BookgDt><AcctSvcrRef>%s</AcctSvcrRef><BkTxCd/><NtryDtls>
          <TxDtls><RmtInf><Ustrd>%s</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"""
              .formatted(
                  euros(cents),
                  reference,
                  FundingReference.of(UUID.fromString(members.get(i).id))));
    }
    return """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
        <GrpHdr><MsgId>M</MsgId><CreDtTm>2027-01-05T18:00:00Z</CreDtTm></GrpHdr>
        <Stmt><Id>%s</Id><Acct><Id><IBAN>GB82WEST12345698765432</IBAN></Id></Acct>
        %s%s%s</Stmt></BkToCstmrStmt></Document>"""
        .formatted(number, balance("OPBD", 0), balance("CLBD", cents * members.size()), lines);
  }

  private static String balance(String kind, long cents) {
    return """
        <Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">%s</Amt>
        <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2027-01-05</Dt></Dt></Bal>"""
        .formatted(kind, euros(cents));
  }

  private static String euros(long cents) {
    return "%d.%02d".formatted(cents / 100, cents % 100);
  }

  /** So much for each member, each by another card; sometimes told twice. */
  void byCard(long cents) throws InterruptedException {
    for (Caller member : members) {
      String card = CARDS.get(random.nextInt(CARDS.size()));
      String key = Caller.key();
      IntFunction<Call> ask = node -> member.payByCard(node, key, euros(cents), card);
      Call asked = insist(ask);
      if (!asked.ok()) {
        throw new IllegalStateException(asked.status() + " " + asked.answer());
      }
      payments.add(asked.text("id"));
      if (random.nextInt(4) == 0) {
        insist(ask);
      }
    }
  }

  /** Asks either node with the same key until the answer is one. */
  private Call insist(IntFunction<Call> ask) throws InterruptedException {
    return insist(ask, random);
  }

  static Call insist(IntFunction<Call> ask, Random random) throws InterruptedException {
    Call answer = ask.apply(random.nextInt(2));
    while (answer.inDoubt()) {
      Thread.sleep(20 + random.nextInt(200));
      answer = ask.apply(random.nextInt(2));
    }
    return answer;
  }
}
