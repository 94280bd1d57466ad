"""What must hold whatever is killed or cut, and whoever tries: nothing is lost or sent twice."""
