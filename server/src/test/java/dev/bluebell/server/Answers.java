package dev.bluebell.server;

import dev.bluebell.testing.RawAnswer;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Claims about answers. Whatever is claimed, BUD-01's header for other origins must be there, and every error must have one
 * line of ASCII in {@code X-Reason}.
 */
final class Answers extends AbstractAssert<Answers, RawAnswer> {

    private Answers(RawAnswer answer) {
        super(answer, Answers.class);
    }

    static Answers assertThat(RawAnswer answer) {
        return new Answers(answer).isWellBred();
    }

    /** The body of an answer as JSON. */
    static JsonNode json(RawAnswer answer) {
        return JsonMapper.shared().readTree(answer.text());
    }

    private Answers isWellBred() {
        isNotNull();
        hasHeader("Access-Control-Allow-Origin", "*");
        if (actual.status() >= 400) {
            List<String> reasons = actual.headers("X-Reason");
            if (reasons.size() != 1 || !reasons.getFirst().matches("[ -~]{4,300}")) {
                failWithMessage("%s should have one X-Reason in one line of ASCII", actual);
            }
        } else if (actual.header("X-Reason").isPresent()) {
            failWithMessage("%s is no error, and should not have a reason", actual);
        }
        return this;
    }

    Answers hasStatus(int status) {
        if (actual.status() != status) {
            failWithMessage("the status should be %s: %s", status, actual);
        }
        return this;
    }

    /** The status of an error, and something that its reason must name. */
    Answers isRefusal(int status, String reason) {
        hasStatus(status);
        Assertions.assertThat(actual.header("X-Reason").orElse(""))
                .as("the reason")
                .containsIgnoringCase(reason);
        return this;
    }

    /** Exactly one header of that name, with that value. */
    Answers hasHeader(String name, String value) {
        Assertions.assertThat(actual.headers(name)).as(name + " of " + actual).containsExactly(value);
        return this;
    }

    Answers hasNo(String name) {
        Assertions.assertThat(actual.headers(name)).as(name).isEmpty();
        return this;
    }

    Answers hasBody(byte[] bytes) {
        Assertions.assertThat(actual.body()).as("the body").isEqualTo(bytes);
        return this;
    }

    /** A JSON object with that text or number in a field. */
    Answers hasField(String field, Object value) {
        JsonNode node = json(actual).path(field);
        Assertions.assertThat(node.isNumber() ? (Object) node.longValue() : node.asString())
                .as(field)
                .isEqualTo(value);
        return this;
    }
}
