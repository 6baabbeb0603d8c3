package exchange.api.iso20022;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.prowidesoftware.swift.model.mx.MxCamt05300108;
import com.prowidesoftware.swift.model.mx.MxPain00100109;
import com.prowidesoftware.swift.model.mx.dic.CreditTransferTransaction34;
import com.prowidesoftware.swift.model.mx.dic.PaymentInstruction30;
import exchange.core.bank.BankAccount;
import exchange.core.bank.BankEntry;
import exchange.core.bank.BankStatement;
import exchange.core.bank.FundingReference;
import exchange.core.bank.PaymentFile;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of banks, read and written as the public model of the messages has them. */
class BankMessagesTest {
  private static final UUID MEMBER = UUID.fromString("0b6d3c1e-5a3f-3c57-9d7e-2f9a37a3c001");
  private static final UUID PAYOUT = UUID.fromString("7f3a52d0-2a44-3f0e-8a51-6d0f5a1e9c11");
  private static final BankAccount OURS =
      new BankAccount("Warehouse Exchange", "GB82WEST12345698765432", "WESTGB22XXX");
  private static final BankAccount THEIRS =
      new BankAccount("宁波灯笼 & Söhne <Co.>", "DE89370400440532013000", "COBADEFFXXX");

  private static String balance(String code, String amount) {
    return """
        <Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">%s</Amt>
        <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2027-01-05</Dt></Dt></Bal>"""
        .formatted(code, amount);
  }

  private static String entry(String amount, String sign, String reference, String text) {
    return """
        <Ntry><Amt Ccy="EUR">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
        <BookgDt><Dt>2027-01-05</Dt></BookgDt><AcctSvcrRef>%s</AcctSvcrRef><BkTxCd/>
        <NtryDtls><TxDtls><RmtInf><Ustrd>%s</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"""
        .formatted(amount, sign, reference, text);
  }

  private static String file(String closing, String... entries) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
        <GrpHdr><MsgId>M</MsgId><CreDtTm>2027-01-05T18:00:00Z</CreDtTm></GrpHdr>
        <Stmt><Id>214</Id><Acct><Id><IBAN>GB82WEST12345698765432</IBAN></Id></Acct>
        %s %s %s</Stmt></BkToCstmrStmt></Document>"""
        .formatted(balance("OPBD", "100.00"), balance("CLBD", closing), String.join("", entries));
  }

  private static final String GOOD =
      file(
          "127.50",
          entry("30.00", "CRDT", "1", "pay RF84 0b6d 3c1e 5a3f"),
          entry("2.50", "DBIT", "2", "7f3a52d02a443f0e8a516d0f5a1e9c11"));

  @Test
  void aStatementIsReadAsTheModelReadsIt() {
    BankStatement read = Camt053.read(GOOD);
    assertThat(read.contradictions()).isEmpty();
    assertThat(read)
        .isEqualTo(
            new BankStatement(
                "GB82WEST12345698765432",
                "214",
                Money.parse("EUR 100.00"),
                Money.parse("EUR 127.50"),
                List.of(
                    new BankEntry(
                        "1",
                        LocalDate.of(2027, 1, 5),
                        Money.parse("EUR 30.00"),
                        "pay RF84 0b6d 3c1e 5a3f"),
                    new BankEntry(
                        "2",
                        LocalDate.of(2027, 1, 5),
                        Money.parse("EUR -2.50"),
                        "7f3a52d02a443f0e8a516d0f5a1e9c11"))));
    MxCamt05300108 model = MxCamt05300108.parse(GOOD);
    assertThat(model.getBkToCstmrStmt().getStmt().get(0).getNtry())
        .extracting(each -> each.getAmt().getValue())
        .containsExactly(new BigDecimal("30.00"), new BigDecimal("2.50"));
    assertThat(Camt053.read(model.message())).isEqualTo(read);
  }

  @Test
  void findsWhatAnEntryIsAbout() {
    List<BankEntry> entries = Camt053.read(GOOD).entries();
    String reference = FundingReference.of(MEMBER);
    assertThat(entries.get(0).members()).containsExactly(FundingReference.letters(MEMBER));
    assertThat(reference).isEqualTo("RF840B6D3C1E5A3F");
    assertThat(entries.get(1).payouts()).containsExactly(PAYOUT);
    assertThat(entry(reference.replace("RF84", "RF85")).members()).isEmpty();
    assertThat(entry(reference + " or " + FundingReference.of(PAYOUT)).members()).hasSize(2);
  }

  private static BankEntry entry(String text) {
    return new BankEntry("1", LocalDate.EPOCH, Money.parse("EUR 1"), text);
  }

  @Test
  void saysWhatIsWrongWithEachEntry() {
    String bad =
        file(
            "100.00",
            entry("12.345", "CRDT", "1", ""),
            entry("-3.00", "CRDT", "2", ""),
            entry("3.00", "UP", "3", ""),
            entry("3.00", "CRDT", "", ""),
            entry("3.00", "CRDT", "5", "").replace("2027-01-05", "2027-02-30"),
            entry("3.00", "CRDT", "6", "").replace("EUR", "???"));
    assertThat(errors(bad))
        .contains("entry 1: its amount 12.345 EUR is none")
        .contains("entry 2: its amount -3.00 is negative")
        .contains("entry 3: it is neither credit nor debit")
        .contains("entry 4: the bank's reference is missing")
        .contains("entry 5: its booking date 2027-02-30 is none")
        .contains("entry 6: its amount 3.00 ??? is none");
    assertThat(Camt053.read(file("100.00", entry("1", "CRDT", "1", ""))).contradictions())
        .containsExactly("the entries lead from EUR 100.00 to EUR 101.00, not to EUR 100.00");
    String twice = entry("1", "CRDT", "1", "");
    assertThat(Camt053.read(file("102.00", twice, twice)).contradictions())
        .containsExactly("entry 2: its reference 1 came before");
  }

  private static String errors(String xml) {
    try {
      Camt053.read(xml);
      throw new AssertionError("it was read");
    } catch (RefusedException refused) {
      assertThat(refused.refusal().code()).isEqualTo(RefusalCode.BANK_FILE_REFUSED);
      return refused.refusal().facts().get("errors");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "<Document/>",
        "<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><Document>&e;</Document>",
        "<!DOCTYPE d [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><Document>&b;</Document>",
        "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.001.001.09'/>",
        "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'/>"
      })
  void refusesWhatIsNoStatement(String xml) {
    assertThat(errors(xml)).isNotBlank();
  }

  @Test
  void whatIsCutOffAnywhereIsRefused() {
    for (int end = 0; end < GOOD.length() - 1; end += 7) {
      String cut = GOOD.substring(0, end);
      assertThatThrownBy(() -> Camt053.read(cut)).isInstanceOf(RefusedException.class);
    }
  }

  @Test
  void whatIsPendingDoesNotCount() {
    String pending = entry("1", "CRDT", "1", "").replace("BOOK", "PDNG");
    assertThat(Camt053.read(file("100.00", pending)).entries()).isEmpty();
    String older = entry("1", "CRDT", "1", "").replace("<Cd>BOOK</Cd>", "BOOK");
    assertThat(Camt053.read(file("101.00", older)).entries()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EUR 1234567.89", "JPY 70", "KWD 12.345"})
  void aPaymentFileIsWhatTheModelSaysItIs(String amount) {
    Money money = Money.parse(amount);
    CurrencyUnit currency = money.getCurrencyUnit();
    PaymentFile file =
        new PaymentFile(
            MEMBER,
            currency,
            OURS,
            Instant.parse("2027-01-05T08:15:00.123Z"),
            List.of(
                new PaymentFile.Payment(PAYOUT, money, THEIRS),
                new PaymentFile.Payment(MEMBER, money, OURS)));
    String xml = Pain001.write(file);
    assertThat(Pain001.write(file)).isEqualTo(xml);
    MxPain00100109 model = MxPain00100109.parse(xml);
    PaymentInstruction30 instruction = model.getCstmrCdtTrfInitn().getPmtInf().get(0);
    assertThat(instruction.getCtrlSum())
        .isEqualByComparingTo(money.getAmount().multiply(BigDecimal.valueOf(2)));
    assertThat(instruction.getDbtrAcct().getId().getIBAN()).isEqualTo(OURS.iban());
    CreditTransferTransaction34 first = instruction.getCdtTrfTxInf().get(0);
    assertThat(first.getAmt().getInstdAmt().getValue()).isEqualByComparingTo(money.getAmount());
    assertThat(first.getAmt().getInstdAmt().getCcy()).isEqualTo(currency.getCode());
    assertThat(first.getCdtr().getNm()).isEqualTo(THEIRS.name());
    assertThat(first.getCdtrAgt().getFinInstnId().getBICFI()).isEqualTo(THEIRS.bic());
    assertThat(entry(first.getPmtId().getEndToEndId()).payouts()).containsExactly(PAYOUT);
    // Nothing is lost when the model writes what it read.
    assertThat(elements(model.message())).isEqualTo(elements(xml));
  }

  private static List<String> elements(String xml) {
    return Pattern.compile("<(?:\\w+:)?(\\w+)[ >]")
        .matcher(xml.substring(xml.indexOf("CstmrCdtTrfInitn")))
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
