"""What stations, places and moments codes can be made of."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from shared.domain.places import Place

SECRET = b"henan's secret, thirty-two bytes at least"
OTHER_SECRET = b"shanxi's secret, thirty-two bytes at least"
STATION = "411402001-01"
PLACE = Place(34.41429, 115.65635, 200)

divisions = st.sampled_from((4, 6, 9)).flatmap(
    lambda length: st.text("0123456789", min_size=length, max_size=length)
)
stations = st.builds("{}-{:02d}".format, divisions, st.integers(1, 99))
rotations = st.integers(1, 0xFFFF)
places = st.none() | st.builds(
    lambda lat, lng, radius: Place(lat / 100_000, lng / 100_000, radius),
    st.integers(-9_000_000, 9_000_000),
    st.integers(-18_000_000, 18_000_000),
    st.integers(1, 8191),
)
moments = st.datetimes(
    datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2032-12-31"), timezones=st.just(UTC)
)
days = st.dates(date(2024, 1, 1), date(2032, 12, 31))
durations = st.timedeltas(timedelta(0), timedelta(days=7))
activities = st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=20, max_size=20).map("a{}".format)
subjects = stations | activities
