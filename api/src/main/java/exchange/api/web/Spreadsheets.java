package exchange.api.web;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** Tables as files, CSV and XLSX, both ways. */
final class Spreadsheets {
  /** What a spreadsheet program would take for a formula. */
  private static final String FORMULA = "(?s)[=+\\-@\t\r].*";

  /** A number may begin with a sign and is none. */
  private static final String NUMBER = "-?\\d+(\\.\\d+)?";

  /** So that a date can be told from a number. */
  private static final ReadingOptions WITH_FORMATS = new ReadingOptions(true, false);

  static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

  private Spreadsheets() {}

  /** A row of cells and the line where it stands. */
  record Line(long number, List<String> cells) {}

  /**
   * The lines of a file that have something in them, the header first.
   *
   * @throws exchange.core.values.RefusedException {@code UNSUPPORTED_MEDIA_TYPE}
   */
  static List<Line> read(byte[] file) {
    boolean zipped = file.length > 1 && file[0] == 'P' && file[1] == 'K';
    try {
      return zipped ? xlsx(file) : csv(file);
    } catch (IOException | RuntimeException unreadable) {
      throw Refusal.of(RefusalCode.UNSUPPORTED_MEDIA_TYPE);
    }
  }

  private static List<Line> csv(byte[] file) throws IOException {
    List<Line> lines = new ArrayList<>();
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .skipEmptyLines(true)
            .detectBomHeader(true)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(new ByteArrayInputStream(file))) {
      csv.forEach(row -> lines.add(new Line(row.getStartingLineNumber(), row.getFields())));
    }
    return lines;
  }

  private static List<Line> xlsx(byte[] file) throws IOException {
    try (ReadableWorkbook book =
            new ReadableWorkbook(new ByteArrayInputStream(file), WITH_FORMATS);
        Stream<Row> rows = book.getFirstSheet().openStream()) {
      return rows.map(
              row -> new Line(row.getRowNum(), row.stream().map(Spreadsheets::text).toList()))
          .filter(line -> line.cells().stream().anyMatch(cell -> !cell.isBlank()))
          .toList();
    }
  }

  /** Dates may be kept as numbers and are written as such: {@code 2027-02-01}. */
  private static String text(@Nullable Cell cell) {
    if (cell == null) {
      return "";
    }
    boolean dated =
        cell.getType() == CellType.NUMBER
            && Objects.requireNonNullElse(cell.getDataFormatString(), "").contains("y");
    return dated ? cell.asDate().toLocalDate().toString() : cell.getText();
  }

  /** What people open in a spreadsheet program; no cell is taken for a formula there. */
  static String csv(List<? extends List<?>> lines) {
    StringWriter text = new StringWriter();
    // Without this mark some programs take the letters of other languages for something else.
    text.append('\uFEFF');
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      lines.forEach(line -> csv.writeRecord(line.stream().map(Spreadsheets::harmless).toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static byte[] csvBytes(List<? extends List<?>> lines) {
    return csv(lines).getBytes(StandardCharsets.UTF_8);
  }

  private static String harmless(Object cell) {
    String text = cell instanceof BigDecimal number ? number.toPlainString() : cell.toString();
    return text.matches(FORMULA) && !text.matches(NUMBER) ? "'" + text : text;
  }

  /** A workbook of one sheet, the first line as its header. Text stays text, whatever it says. */
  static byte[] xlsx(String name, List<? extends List<?>> lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Workbook book = new Workbook(bytes, "exchange", null)) {
      Worksheet sheet = book.newWorksheet(name);
      for (int row = 0; row < lines.size(); row++) {
        List<?> line = lines.get(row);
        for (int column = 0; column < line.size(); column++) {
          put(sheet, row, column, line.get(column));
        }
      }
      sheet.range(0, 0, 0, Math.max(0, lines.get(0).size() - 1)).style().bold().set();
      sheet.freezePane(0, 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(Worksheet sheet, int row, int column, Object cell) {
    if (cell instanceof Number number) {
      sheet.value(row, column, number);
    } else if (cell instanceof LocalDate date) {
      sheet.value(row, column, date);
      sheet.style(row, column).format("yyyy-mm-dd").set();
    } else {
      sheet.value(row, column, cell.toString());
    }
  }
}
