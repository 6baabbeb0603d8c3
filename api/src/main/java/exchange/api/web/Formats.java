package exchange.api.web;

import exchange.core.values.DateRange;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.joda.money.Money;

/** Dates, numbers and money as the reader's language writes them. */
public record Formats(Locale locale) {
  private static final char MINUS = '\u2212';

  public String money(Money money) {
    int decimals = money.getCurrencyUnit().getDecimalPlaces();
    return written(currency(money, decimals).format(money.getAmount()));
  }

  /** Amounts of several currencies. */
  public String sum(List<Money> amounts) {
    return amounts.stream().map(this::money).collect(Collectors.joining(" + "));
  }

  /** Without the minor unit, where a glance is enough. */
  public String wholeMoney(Money money) {
    return written(currency(money, 0).format(money.getAmount().setScale(0, RoundingMode.HALF_UP)));
  }

  /** With room after a code that stands for a sign, and a minus as wide as a figure. */
  private static String written(String amount) {
    return amount.replaceFirst("([A-Z]{3})(?=\\d)", "$1\u00a0").replace('-', MINUS);
  }

  private NumberFormat currency(Money money, int decimals) {
    NumberFormat format = NumberFormat.getCurrencyInstance(locale);
    format.setCurrency(money.getCurrencyUnit().toCurrency());
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    return format;
  }

  public String number(Number number) {
    NumberFormat format = NumberFormat.getInstance(locale);
    format.setMaximumFractionDigits(6);
    return format.format(number);
  }

  /** A rate of a price list: as many decimals as it has, but two at least. */
  public String rate(BigDecimal rate) {
    NumberFormat format = NumberFormat.getInstance(locale);
    format.setMinimumFractionDigits(2);
    format.setMaximumFractionDigits(6);
    return format.format(rate);
  }

  public String kilometres(Number kilometres) {
    NumberFormat format = NumberFormat.getInstance(locale);
    format.setMaximumFractionDigits(0);
    return format.format(kilometres);
  }

  /**
   * @param share 0 to 1
   */
  public String percent(double share) {
    NumberFormat format = NumberFormat.getPercentInstance(locale);
    format.setMaximumFractionDigits(2);
    return format.format(share).replace('-', MINUS);
  }

  /** As a price list has it, such as 19 for 19 %. */
  public String percentRate(BigDecimal percent) {
    NumberFormat format = NumberFormat.getPercentInstance(locale);
    format.setMaximumFractionDigits(6);
    return format.format(percent.movePointLeft(2)).replace('-', MINUS);
  }

  public String date(LocalDate date) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale).format(date);
  }

  /** First day to last night: nobody has to know that ranges are half-open. */
  public String stay(DateRange stay) {
    String first = date(stay.from());
    return stay.days() == 1 ? first : first + " – " + date(stay.to().minusDays(1));
  }

  public String month(LocalDate date) {
    String pattern = locale.getLanguage().equals("zh") ? "yyyy年M月" : "MMM yyyy";
    return DateTimeFormatter.ofPattern(pattern, locale).format(date);
  }

  /** Such as {@code Feb} or {@code 2月}; in the place of January the year that begins. */
  public String shortMonth(LocalDate date) {
    return DateTimeFormatter.ofPattern(date.getMonthValue() == 1 ? "yyyy" : "LLL", locale)
        .format(date);
  }

  /** Minutes and seconds that are left, or days if many, as a script goes on to count them. */
  public String left(Instant now, Instant end) {
    Duration left = now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO;
    if (left.toHours() >= 48) {
      return left.toDays() + (locale.getLanguage().equals("zh") ? "天" : " days");
    }
    return left.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", left.toHours(), left.toMinutesPart(), left.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", left.toMinutes(), left.toSecondsPart());
  }

  /** A number that says nothing when it is none. */
  public String orDash(Number number) {
    return number.doubleValue() == 0 ? "–" : number(number);
  }

  /** In UTC and saying so; a script turns it into the reader's own zone. */
  public String time(Instant instant) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(locale)
            .format(instant.atOffset(ZoneOffset.UTC))
        + " UTC";
  }

  public String country(String code) {
    return new Locale("", code).getDisplayCountry(locale);
  }
}
