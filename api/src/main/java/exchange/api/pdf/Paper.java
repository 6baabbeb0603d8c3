package exchange.api.pdf;

import exchange.core.billing.Document;
import exchange.core.lease.CancellationSchedule;
import exchange.core.lease.Contract;
import exchange.core.lease.LeaseTerms;
import exchange.core.lease.ReleaseSchedule;
import exchange.core.listing.Bill;
import exchange.core.member.Organization;
import exchange.core.values.DateRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import org.springframework.context.MessageSource;

/** What a document or a contract says, word for word as in the books. */
public final class Paper {
  private final MessageSource messages;
  private final Typeface plain = new Typeface("Regular");
  private final Typeface bold = new Typeface("Bold");

  public Paper(MessageSource messages) {
    this.messages = messages;
  }

  /**
   * @param contract that it is about
   * @param members all that it names
   */
  public synchronized byte[] of(
      Document document, Contract contract, Map<UUID, Organization> members, Locale locale) {
    try {
      return new Writer(members, locale).write(document, contract.terms());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One at a time, for they share the fonts. */
  public synchronized byte[] of(Contract contract, Map<UUID, Organization> members, Locale locale) {
    try {
      return new Writer(members, locale).write(contract);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Writer {
    private final Map<UUID, Organization> members;
    private final Locale locale;
    private final Sheet sheet;

    Writer(Map<UUID, Organization> members, Locale locale) throws IOException {
      this.members = members;
      this.locale = locale;
      this.sheet = new Sheet(plain, bold, locale);
    }

    byte[] write(Document document, LeaseTerms terms) throws IOException {
      String title = say("paper." + document.kind());
      String number = say("paper.number") + " " + document.number();
      sheet.title(title, number);
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put(say("paper.issuer"), party(document.issuerId()));
      facts.put(say("paper.recipient"), party(document.recipientId()));
      facts.put(say("paper.issuedAt"), time(document.issuedAt()));
      facts.put(say("paper.about"), days(new DateRange(document.from(), document.to())));
      document.corrects().ifPresent(id -> facts.put(say("paper.corrects"), id.toString()));
      document.reason().ifPresent(reason -> facts.put(say("paper.reason"), reason));
      sheet.facts(facts);
      sheet.heading(say("paper.lease"));
      Map<String, String> lease = new LinkedHashMap<>();
      lease.put(say("paper.contract"), document.contractId().toString());
      lease.putAll(space(terms));
      sheet.facts(lease);
      sheet.heading(say("paper.charges"));
      lines(document.lines(), document.total());
      if (document.kind() == Document.Kind.STATEMENT) {
        sheet.paragraph(say("paper.selfBilled"));
      }
      return sheet.finish(
          document.id(),
          title + " " + document.number(),
          document.issuedAt(),
          title + " " + document.id());
    }

    byte[] write(Contract contract) throws IOException {
      LeaseTerms terms = contract.terms();
      String title = say("paper.contractTitle");
      sheet.title(title, time(contract.settledAt()));
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put(say("paper.exporter"), party(Optional.of(terms.exporterId())));
      facts.put(say("paper.owner"), party(Optional.of(terms.ownerId())));
      facts.put(say("paper.between"), say("site.name"));
      facts.putAll(space(terms));
      sheet.facts(facts);
      int period = 0;
      for (Bill.Period each : terms.bill().periods()) {
        period++;
        sheet.heading(say("paper.period", number(period), days(each.dates())));
        lines(each.lines(), terms.bill().total(each));
      }
      sheet.heading(say("paper.money"));
      Map<String, String> sums = new LinkedHashMap<>();
      sums.put(say("paper.whole"), money(terms.bill().total()));
      sums.put(say("paper.deposit"), money(terms.conditions().deposit()));
      sheet.facts(sums);
      var rules = terms.conditions().billing();
      sheet.paragraph(
          say(
              "paper.billing",
              number(rules.requestDays()),
              number(rules.collectDays()),
              number(rules.graceDays()),
              number(rules.depositDays())));
      sheet.heading(say("paper.cancellation"));
      for (CancellationSchedule.Step step : terms.conditions().cancellation().steps()) {
        sheet.paragraph(
            say(
                "paper.step",
                number(step.hoursBefore()),
                number(step.feePercent()),
                money(step.minimum())));
      }
      sheet.heading(say("paper.release"));
      for (ReleaseSchedule.Step step : terms.conditions().release().steps()) {
        sheet.paragraph(
            say("paper.release.step", number(step.daysBefore()), number(step.feePercent())));
      }
      return sheet.finish(contract.id(), title, contract.settledAt(), title + " " + contract.id());
    }

    private Map<String, String> space(LeaseTerms terms) {
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put(
          say("paper.site"),
          terms.site().name()
              + ", "
              + new Locale("", terms.site().country()).getDisplayCountry(locale));
      facts.put(say("paper.goods"), terms.goods());
      facts.put(
          say("paper.space"),
          say("count." + terms.unit(), terms.quantity())
              + ", "
              + say("storageClass." + terms.storageClass()));
      facts.put(say("paper.stay"), days(terms.stay()));
      return facts;
    }

    private void lines(List<Bill.Line> lines, Money total) throws IOException {
      String currency = total.getCurrencyUnit().getCode();
      List<Sheet.Column> columns =
          List.of(
              new Sheet.Column(say("paper.charge"), 0.4f, false),
              new Sheet.Column(say("paper.quantity"), 0.2f, true),
              new Sheet.Column(say("paper.rate"), 0.18f, true),
              new Sheet.Column(say("paper.amount") + " (" + currency + ")", 0.22f, true));
      List<List<String>> rows = new ArrayList<>();
      lines.forEach(
          line ->
              rows.add(
                  List.of(
                      say("charge." + line.code()),
                      number(line.quantity()),
                      rate(line),
                      amount(line.amount()))));
      rows.add(List.of(say("paper.total"), "", "", money(total)));
      sheet.table(columns, rows);
    }

    private String rate(Bill.Line line) {
      return switch (line.code()) {
        case LENGTH_DISCOUNT, PEAK_SURCHARGE, COMMISSION, TAX -> number(line.rate()) + " %";
        case STORAGE, HANDLING_IN, HANDLING_OUT, MINIMUM_CHARGE, CANCELLATION_FEE, RELEASE_FEE ->
            number(line.rate(), 2);
      };
    }

    private String party(Optional<UUID> id) {
      return id.map(members::get)
          .map(
              member ->
                  member.name() + ", " + new Locale("", member.country()).getDisplayCountry(locale))
          .orElseGet(() -> say("site.name"));
    }

    private String say(String key, Object... values) {
      return messages.getMessage(key, values, locale);
    }

    private String days(DateRange range) {
      return date(range.from()) + " – " + date(range.to().minusDays(1));
    }

    private String date(LocalDate date) {
      return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale).format(date);
    }

    private String time(Instant at) {
      return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
              .withLocale(locale)
              .format(at.atOffset(ZoneOffset.UTC))
          + " UTC";
    }

    private String number(Number number) {
      return number(number, 0);
    }

    private String number(Number number, int decimals) {
      NumberFormat format = NumberFormat.getInstance(locale);
      format.setMinimumFractionDigits(decimals);
      format.setMaximumFractionDigits(6);
      return format.format(number);
    }

    private String amount(Money money) {
      NumberFormat format = NumberFormat.getInstance(locale);
      int decimals = money.getCurrencyUnit().getDecimalPlaces();
      format.setMinimumFractionDigits(decimals);
      format.setMaximumFractionDigits(decimals);
      return format.format(money.getAmount());
    }

    private String money(Money money) {
      return money.getCurrencyUnit().getCode() + " " + amount(money);
    }
  }
}
