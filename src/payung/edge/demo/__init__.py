"""The demo district: real codes and boundaries, synthetic people, public actions only."""
