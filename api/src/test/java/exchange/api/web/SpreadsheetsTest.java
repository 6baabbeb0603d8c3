package exchange.api.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import exchange.api.web.ListingSheet.Checked;
import exchange.api.web.ListingSheet.Mistake;
import exchange.core.values.GeoPoint;
import exchange.core.values.Place;
import exchange.core.values.RefusedException;
import exchange.core.warehouse.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;

class SpreadsheetsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Place HAMBURG =
      new Place("DEHAM", "Hamburg", "DE", new GeoPoint(53.54, 9.98), BERLIN);
  private static final Warehouse SHED =
      new Warehouse(
          UUID.randomUUID(),
          UUID.randomUUID(),
          "Shed 4",
          "Kai 1",
          "DE",
          HAMBURG.point(),
          HAMBURG,
          BERLIN);
  private static final List<String> GOOD = ListingSheet.example("Shed 4", LocalDate.of(2027, 1, 1));

  private static Checked check(List<List<String>> rows) {
    List<ListingSheet.Row> sheet =
        IntStream.range(0, rows.size())
            .mapToObj(
                i ->
                    new ListingSheet.Row(
                        i + 2L, ListingSheet.fields(ListingSheet.COLUMNS, rows.get(i))))
            .toList();
    return ListingSheet.check(sheet, List.of(SHED), Set.of("USD", "EUR"));
  }

  private static List<String> with(String column, String cell) {
    List<String> row = new ArrayList<>(GOOD);
    row.set(ListingSheet.COLUMNS.indexOf(column), cell);
    return row;
  }

  @Test
  void aGoodRowIsAListing() {
    assertThat(check(List.of(GOOD)).mistakes()).isEmpty();
    assertThat(check(List.of(GOOD)).rows()).hasSize(1);
    assertThat(check(List.of(with("minimumQuantity", ""))).mistakes()).isEmpty();
  }

  @Test
  void everyMistakeIsNamedByLineColumnAndReason() {
    record Case(String column, String cell, String problem) {}
    List<Case> cases =
        List.of(
            new Case("warehouse", "Shed 5", "warehouse"),
            new Case("warehouse", "", "missing"),
            new Case("storageClass", "WARM", "choice"),
            new Case("unit", "PAL", "choice"),
            new Case("quantity", "many", "whole"),
            new Case("quantity", "0", "range"),
            new Case("from", "01/02/2027", "date"),
            new Case("to", "2026-12-31", "window"),
            new Case("to", "2031-01-01", "window"),
            new Case("minimumQuantity", "401", "range"),
            new Case("minimumDays", "366", "range"),
            new Case("currency", "XYZ", "currency"),
            new Case("currency", "CHF", "currency"),
            new Case("rate", "", "missing"),
            new Case("rate", "-1", "negative"),
            new Case("basis", "YEAR", "choice"),
            new Case("handlingIn", "a lot", "number"),
            new Case("taxPercent", "101", "percent"),
            new Case("discountDays", "", "missing"));
    List<List<String>> rows = cases.stream().map(each -> with(each.column(), each.cell())).toList();
    List<Mistake> mistakes = check(rows).mistakes();
    assertThat(mistakes).hasSameSizeAs(cases);
    for (int i = 0; i < cases.size(); i++) {
      Case wrong = cases.get(i);
      assertThat(mistakes.get(i))
          .isEqualTo(new Mistake(i + 2, wrong.column(), wrong.problem(), wrong.cell()));
    }
  }

  @Test
  void whatIsWrittenIsReadAgainWithItsLines() {
    String csv = Spreadsheets.csv(List.of(List.of("a", "b"), List.of("Łódź, \"quay\"", "2\n3")));
    assertThat(Spreadsheets.read(csv.getBytes(StandardCharsets.UTF_8)))
        .containsExactly(
            new Spreadsheets.Line(1, List.of("a", "b")),
            new Spreadsheets.Line(2, List.of("Łódź, \"quay\"", "2\n3")));
  }

  @Test
  void noCellIsAFormulaAndNumbersStayNumbers() {
    String csv =
        Spreadsheets.csv(List.of(List.of("=1+1", "+49", "@home", "-12.50", "-x", "\tx", "x")));
    assertThat(csv.substring(1)).isEqualTo("'=1+1,'+49,'@home,-12.50,'-x,'\tx,x\r\n");
  }

  @Test
  void aWorkbookReadsLikeTheSameCsv() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Workbook book = new Workbook(bytes, "test", "1.0")) {
      Worksheet sheet = book.newWorksheet("listings");
      sheet.value(0, 0, "quantity");
      sheet.value(0, 1, "from");
      sheet.value(1, 0, 400);
      sheet.value(1, 1, LocalDate.of(2027, 2, 1));
      sheet.style(1, 1).format("yyyy-mm-dd").set();
    }
    assertThat(Spreadsheets.read(bytes.toByteArray()))
        .containsExactly(
            new Spreadsheets.Line(1, List.of("quantity", "from")),
            new Spreadsheets.Line(2, List.of("400", "2027-02-01")));
  }

  @Test
  void aWorkbookKeepsTextNumbersAndDatesApart() {
    byte[] book =
        Spreadsheets.xlsx(
            "leases",
            List.of(
                List.of("goods", "total", "firstDay"),
                List.of("=1+1", new BigDecimal("12.50"), LocalDate.of(2027, 2, 1))));
    assertThat(Spreadsheets.read(book))
        .containsExactly(
            new Spreadsheets.Line(1, List.of("goods", "total", "firstDay")),
            new Spreadsheets.Line(2, List.of("=1+1", "12.50", "2027-02-01")));
  }

  @Test
  void whatIsNoTableIsRefused() {
    byte[] nothing = {'P', 'K', 3, 4, 1, 2, 3};
    assertThatThrownBy(() -> Spreadsheets.read(nothing)).isInstanceOf(RefusedException.class);
  }
}
