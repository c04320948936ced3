package dev.rowcast.http;

import dev.rowcast.http.Problem.Violation;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query of {@code GET /api/orders}: {@code order=asc} (the default) lists ids upwards, {@code order=desc} downwards;
 * {@code after} goes on upwards and {@code before} downwards, so that neither needs {@code order} beside it. What contradicts
 * itself is refused. Any thread.
 */
final class RangeParameters {
    static final BigInteger MAX_ID = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
    static final String ID_RULE = "must be an integer from 0 to " + MAX_ID;
    /** As many rows are held in memory for one answer, where they are small. */
    static final int MAX_LIMIT = 2000;

    private static final int DEFAULT_LIMIT = 100;
    private static final Pattern DIGITS = Pattern.compile("\\d{1,20}");

    private final Context context;
    private final List<Violation> violations = new ArrayList<>();

    private RangeParameters(Context context) {
        this.context = context;
    }

    /** @throws ProblemException naming all that is wrong */
    static OrdersRange read(Context context) {
        return new RangeParameters(context).read();
    }

    private OrdersRange read() {
        BigInteger after = idParameter("after");
        BigInteger before = idParameter("before");
        boolean descending = descending();
        int limit = limit(context.queryParam("limit"));
        if (!violations.isEmpty()) {
            throw new ProblemException(Problem.invalid(HttpStatus.BAD_REQUEST, violations));
        }
        return new OrdersRange(descending, descending ? before : after, limit);
    }

    private @Nullable BigInteger idParameter(String name) {
        String text = context.queryParam(name);
        BigInteger id = text == null ? null : id(text);
        if (text != null && id == null) {
            violations.add(new Violation(name, ID_RULE));
        }
        return id;
    }

    private boolean descending() {
        String order = context.queryParam("order");
        boolean after = context.queryParam("after") != null;
        boolean before = context.queryParam("before") != null;
        if (order != null && !order.equals("asc") && !order.equals("desc")) {
            violations.add(new Violation("order", "must be asc or desc"));
        } else if (after && before) {
            violations.add(
                    new Violation("before", "goes downwards and can not stand beside after, which goes upwards"));
        } else if (after && "desc".equals(order)) {
            violations.add(new Violation("after", "goes upwards and can not stand beside order=desc; use before"));
        } else if (before && "asc".equals(order)) {
            violations.add(new Violation("before", "goes downwards and can not stand beside order=asc; use after"));
        }
        return before || "desc".equals(order);
    }

    private int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        int limit = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            violations.add(new Violation("limit", "must be an integer from 1 to " + MAX_LIMIT));
        }
        return limit;
    }

    /** Null if the text is no id. */
    static @Nullable BigInteger id(String text) {
        if (!DIGITS.matcher(text).matches()) {
            return null;
        }
        BigInteger id = new BigInteger(text);
        return id.compareTo(MAX_ID) <= 0 ? id : null;
    }
}
